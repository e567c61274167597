"""Which provision of a draft comes from which of the draft before: pure, deterministic, without a database.

What was taken from where:
- what is the same and the only one of its kind on either side is matched first, as in Bram Cohen's patience diff; its
  longest increasing subsequence, weighted by words, tells what stayed in place from what moved;
- trees are matched as GumTree does (Falleri et al. 2014, Fine-grained and accurate source code differencing): the
  largest identical subtrees from above, then containers from below by what they hold, then what is left inside them;
- children of matched parents are aligned as Chawathe et al. 1996 (Change detection in hierarchically structured
  information) do, by similarity instead of equality; moves, splits and merges are told apart afterwards;
- likeness is the part of the words in the longest common subsequence (Indel distance, of Myers' kind, by rapidfuzz).
"""

from consultations.lineage.kinds import kind_of as kind_of
from consultations.lineage.match import compared as compared
from consultations.lineage.match import match as match
from consultations.lineage.records import Match as Match
from consultations.lineage.records import Text as Text
