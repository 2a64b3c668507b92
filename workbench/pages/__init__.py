"""The pages for legal staff: one module each, found by folder.

In: requests of a browser. Out: pages. A module calls `workbench.pages.frame.page` for its address; everything else
around it (heading, navigation, languages, themes, exports) is the frame's. Guarantee: words of a document are shown as
text; every view has an address with its filters.
"""
