"""What changed between two texts, word by word: pure, and bounded in time whatever the texts are."""

from consultations.redline.compare import Mark as Mark
from consultations.redline.compare import Piece as Piece
from consultations.redline.compare import Redline as Redline
from consultations.redline.compare import redline as redline
from consultations.redline.compare import redlines as redlines
