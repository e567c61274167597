"""Texts of our own in the two styles of RFCs: with pages, as until 2019, and without."""

NEW = """



Consultation Task Force (CTF)                              A. Example, Ed.
Request for Comments: 90001                              Example Institute
BCP: 901                                                         June 2022
Obsoletes: 7000, 7001
Category: Best Current Practice
ISSN: 2070-1721


                      How to Consult on a Text

Abstract

   This document describes how to consult stakeholders on a text that is
   still a draft.

Status of This Memo

   This is an Internet Best Current Practice.

Table of Contents

   1.  Introduction
     1.1.  Requirements Notation
   2.  Rounds
   3.  References
     3.1.  Normative References
   Appendix A.  Collected Rules
     A.1.  Grammar
   Acknowledgements
   Author's Address

1.  Introduction

   A secretariat publishes a draft and takes comments hop-by-
   hop from everybody who is concerned.

1.1.  Requirements Notation

   The key words "MUST" and "MUST NOT" are to be interpreted as
   described in BCP 14 [RFC2119].

2.  Rounds of a Consultation That Takes Comments on One Draft and on
    Nothing Else

   A round has these properties:

   *  It opens at an instant that is announced beforehand and that is
      never moved.

      A second paragraph of the first item.

   *  It closes.

   1.  First, one reads.
   2.  Then one writes:

       a.  a comment, or

       b.  a proposed wording.

   After the list the text goes on.

   state (S): 2 bits
      This field says whether the round is scheduled, open or closed, and
      nothing else.

       0                   1
       0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
      +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
      | S |        length             |
      +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+

      round = opens SP closes
      opens = date

                        Figure 1: A Round

3.  References

3.1.  Normative References

   [RFC2119]  Bradner, S., "Key words for use in RFCs to Indicate
              Requirement Levels", BCP 14, RFC 2119,
              DOI 10.17487/RFC2119, March 1997,
              <https://www.example.org/info/rfc2119>.

Appendix A.  Collected Rules

A.1.  Grammar

   There is none.

Acknowledgements

   Thanks to all.

Author's Address

   A. Example (editor)
   Example Institute
   Geneva
   Switzerland
   Email: a@example.org
"""

OLD = """





Network Working Group                                         A. Example
Request for Comments: 9002                                   Example Inc.
Category: Informational                                       March 1997


              Key words for use in consultations

Status of this Memo

   This memo provides information for the community.  It does not
   specify a standard of any kind.

Table of Contents

   1.  MUST ...................................................... 1
   2.  MUST NOT .................................................. 1
   3.  Guidance .................................................. 2

1. MUST   This word, or the terms "REQUIRED" or "SHALL", mean that the
   definition is an absolute requirement of the specification.

2. MUST NOT   This phrase, or the phrase "SHALL NOT", mean that the
   definition is an absolute prohibition of the specification, and it



Example                      Informational                      [Page 1]
\f
RFC 9002                   Consultation Words                 March 1997


   goes on over the page.

3. Guidance in the use of these imperatives

   Imperatives must be used with care and sparingly.

   o  one bullet which is long enough to be wrapped by hand at the end
      of its line

   o  another




Example                      Informational                      [Page 2]
\f
RFC 9002                   Consultation Words                 March 1997


   A new paragraph begins a page.

3.1 Without a dot

   A. Letters are items.
   B. Each of them.

4. Author's Address

   A. Example
   1 Example Street
   Geneva

   Phone: +1 555 0100




Example                      Informational                      [Page 3]
\f
"""
