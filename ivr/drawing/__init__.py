"""Pictures of the line: the map of the call, the year of a caisse, the seconds that callers spend; as SVG and Mermaid.

Values go in and text comes out, the same byte for byte whatever the fonts. Nothing here reads a file, asks the time or
decides anything about the line; what a picture shows was worked out in line/, hours/ and hearing/. Only picture.py runs
Graphviz.
"""
