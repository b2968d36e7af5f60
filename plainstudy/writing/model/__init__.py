"""The model writer: a language model words a page; only what the checks bear out replaces the rules' text.

material (what may be said) → prompt → client (the only module that knows the library) → parse_reply → verify
→ once more with the findings → published, or left to the rules. A page is never missing because a model is
slow: the rules' text is public meanwhile. docs/model.md tells the whole of it.
"""
