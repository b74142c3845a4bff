"""The review page: where a person checks the record. ``app.create`` gives the whole of it for a ``desk``.

    desk      what the page asks of the record (a Protocol), and ``bound`` answers it from the store
    rows      an event as the row that lists, maps and filters need; ``index`` keeps all of them in memory
    filters   what the address of a page asks for; ``overview`` what the map, the timeline and the table then show
    queue     which decision is the most useful next; ``pairs`` which two claims to compare
    judging   what a person decided -> judgements; ``values`` the words a person selected -> a value of the record
    guard     who may ask: host, token, forged requests, and the headers of every answer
    routes    the pages and the JSON API, one module each; ``templates`` and ``static`` what they show

A page reads; only ``POST /api/...`` changes anything, and every change is one or more appended judgements.
"""
