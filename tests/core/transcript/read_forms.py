#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what the transcript writers made with readers that are not of this project, and prints JSON.

read_forms.py csv|tsv|eaf|html|json FILE [SCHEMA]
"""
import csv
import html.parser
import json
import sys
import xml.etree.ElementTree as ElementTree


def read_table(name, **dialect):
    with open(name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True, **dialect))


def require(condition, message):
    if not condition:
        sys.exit(message)


def read_eaf(name):
    """What ELAN's schema asks of the parts that are used: order, required attributes, keys and references."""
    root = ElementTree.parse(name).getroot()
    require(root.tag == "ANNOTATION_DOCUMENT", root.tag)
    for attribute in ("AUTHOR", "DATE", "VERSION", "FORMAT"):
        require(attribute in root.attrib, "no " + attribute)
    order = ["HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE"]
    places = [order.index(child.tag) for child in root]
    require(places == sorted(places) and places[:2] == [0, 1] and places.count(0) == places.count(1) == 1,
            "order of the elements")
    header = root.find("HEADER")
    require(header.attrib["TIME_UNITS"] == "milliseconds", "units")
    for media in header.findall("MEDIA_DESCRIPTOR"):
        require({"MEDIA_URL", "MIME_TYPE"} <= media.attrib.keys(), "media descriptor")
    identifiers = set()

    def new_identifier(identifier):
        require(identifier not in identifiers, "twice: " + identifier)
        require(identifier[0].isalpha() and identifier.isalnum(), "no ID: " + identifier)
        identifiers.add(identifier)
        return identifier

    slots = {new_identifier(slot.attrib["TIME_SLOT_ID"]): int(slot.attrib["TIME_VALUE"])
             for slot in root.find("TIME_ORDER")}
    require(list(slots.values()) == sorted(slots.values()), "the order of time")
    types = [kind.attrib["LINGUISTIC_TYPE_ID"] for kind in root.findall("LINGUISTIC_TYPE")]
    require(len(types) == len(set(types)), "types")
    tiers = {}
    for tier in root.findall("TIER"):
        require(tier.attrib["LINGUISTIC_TYPE_REF"] in types, "type of a tier")
        require(tier.attrib["TIER_ID"] not in tiers, "tier twice")
        annotations = []
        for annotation in tier:
            require(annotation.tag == "ANNOTATION" and len(annotation) == 1, "annotation")
            aligned = annotation[0]
            require(aligned.tag == "ALIGNABLE_ANNOTATION", aligned.tag)
            new_identifier(aligned.attrib["ANNOTATION_ID"])
            start, end = (slots[aligned.attrib[key]] for key in ("TIME_SLOT_REF1", "TIME_SLOT_REF2"))
            require(0 <= start < end < 2**32, "times")
            require(not annotations or annotations[-1]["end"] <= start, "annotations of a tier overlap")
            require([child.tag for child in aligned] == ["ANNOTATION_VALUE"], "value")
            annotations.append({"start": start, "end": end, "value": aligned[0].text or ""})
        tiers[tier.attrib["TIER_ID"]] = annotations
    return {"media": [dict(media.attrib) for media in header.findall("MEDIA_DESCRIPTOR")],
            "properties": {prop.attrib["NAME"]: prop.text for prop in header.findall("PROPERTY")},
            "tiers": tiers}


class Page(html.parser.HTMLParser):
    """The tags of a page, its sources, and the text under each class or tag that is asked for."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.sources, self.texts, self.open = set(), [], {}, []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        self.sources += [value for name, value in attributes.items() if name in ("src", "href", "action")]
        if any(name.startswith("on") for name in attributes):
            sys.exit("a handler")
        if tag not in ("meta", "img"):
            self.open.append(attributes.get("class") or tag)
            self.texts.setdefault(self.open[-1], []).append("")

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.texts[self.open[-1]][-1] += data


def read_html(name):
    page = Page()
    with open(name, encoding="utf-8") as file:
        page.feed(file.read())
    page.close()
    require(not page.open, "left open: " + str(page.open))
    return {"tags": sorted(page.tags), "sources": [source[:22] for source in page.sources], "texts": page.texts}


def read_json(name, schema):
    import jsonschema
    with open(name, encoding="utf-8") as file, open(schema, encoding="utf-8") as rules:
        value = json.load(file)
        jsonschema.Draft202012Validator(json.load(rules)).validate(value)
    return value


kind, name = sys.argv[1:3]
if kind == "csv":
    result = read_table(name)
elif kind == "tsv":
    result = read_table(name, delimiter="\t", quoting=csv.QUOTE_NONE)
elif kind == "eaf":
    result = read_eaf(name)
elif kind == "html":
    result = read_html(name)
else:
    result = read_json(name, sys.argv[3])
json.dump(result, sys.stdout)
