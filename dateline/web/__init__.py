"""The review page: where a person checks the record. ``app.create`` gives the whole of it for a ``desk``.

    desk      what every route works on: the open record, who sits here, and what is kept of both
    filters   what the address of a page asks for; ``lookups`` keeps what many requests ask alike
    shown     an event as the line that lists and heads show; ``telling`` its page in words; ``marks`` its words, marked
    scene     what the map and the timeline draw; ``basemap`` the countries and provinces below it
    doubts    which pairs of claims the program is unsure of, found while pages are open; ``pairs`` which to show next
    judging   what a person decided -> judgements; ``values`` the words a person selected -> a value of the record
    guard     who may ask: host, token, forged requests, and the headers of every answer
    routes    the pages and the JSON API, one module each; ``templates`` and ``static`` what they show

A page reads; only ``POST /api/...`` changes anything, and every change is one or more appended judgements.
"""
