"""From data to a measured model, in one command.

    python -m training.harness train --config training/harness/configs/trigger.toml

    sources/*      a data set's files     -> Documents (text, sentences, triggers, weak hints, roles)
    parts          Documents              -> train, tune, check, by stable hashes; nested shares for a learning curve
    windows        a Document's sentences -> token windows with context
    targets        a Document's labels    -> what each token should say, may say, or leaves open
    model, loss    torch: the tagger of triggers and what it is taught by
    trainer        seeded, time-boxed, resumable
    tagging        windows -> triggers with type, by any backend (torch or onnxruntime)
    joining, scoring, evaluate, curve, crossval      triggers -> pseudo-claims -> figures
    export         ONNX, checked against torch, int8 measured

Only ``model``, ``loss``, ``trainer``, ``checkpoints`` and ``export`` import torch; the rest is tested without it.
"""
