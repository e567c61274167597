"""Numbers as writing programs print them, in formats by their names in Office Open XML (ECMA-376, part 1, 17.18.59).

Where a format has no sign for a number (letters count from 1), the number is printed in digits, as Word does.
"""

ROMAN_SIGNS = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "lowerLetter": LATIN,
    "upperLetter": LATIN.upper(),
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "arabicAbjadBare": "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",  # LibreOffice's
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
    "hindiConsonants": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "chicago": "*†‡§",
}
LETTERS["aiueo"], LETTERS["iroha"] = LETTERS["aiueoFullWidth"], LETTERS["irohaFullWidth"]
CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
DIGITS = {
    "decimal": "0123456789",
    "decimalHalfWidth": "0123456789",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "hindiNumbers": "०१२३४५६७८९",
    "hindiArabic": "٠١٢٣٤٥٦٧٨٩",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "bahtText": "0123456789",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "koreanDigital2": "零一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
}
COUNTED = {
    # format: digits, the units 10, 100, 1000 and 10,000, whether 10 begins with its one
    "chineseCountingThousand": ("零一二三四五六七八九", "十百千万", False),
    "taiwaneseCountingThousand": ("零一二三四五六七八九", "十百千萬", False),
    "japaneseCounting": ("〇一二三四五六七八九", "十百千万", False),
    "chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟萬", True),
    "ideographLegalTraditional": ("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", True),
    "koreanCounting": ("영일이삼사오육칠팔구", "십백천만", False),
}
HEBREW = [
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"),
    (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"),
    (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
]  # fmt: skip
ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip
AFTER_ORDINALS = {"nl": "e", "es": "º", "pt": "º", "it": "°"}
LONGEST_LETTERS = 30
"""A letter is printed so often at most; Word repeats it 32 times."""
LARGEST_COUNTED = 100_000


def printed(number: int, style: str, language: str = "en") -> str:
    """The number in the format; "" where the format prints none. Formats that are not known print digits."""
    if style in {"none", "bullet"}:
        return ""
    if style == "ordinal":
        return ordinal(number, language)
    if number < 0 or (number == 0 and style not in DIGITS and not style.startswith("decimalZero")):
        return str(number)
    return positive(number, style, language)


def ordinal(number: int, language: str) -> str:
    """1st, 2nd, 3rd; 1er, 2e; where the language is not known, 1."""
    if language == "en":
        ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    elif language == "fr":
        ending = "er" if number == 1 else "e"
    else:
        ending = AFTER_ORDINALS.get(language, ".")
    return f"{number}{ending}"


def positive(number: int, style: str, language: str) -> str:
    if style.startswith("decimalZero"):
        width = int(style.removeprefix("decimalZero") or 2)
        return str(number).zfill(width)
    if style in {"lowerRoman", "upperRoman"}:
        numeral = additive(number, ROMAN_SIGNS) if number < LARGEST_COUNTED else str(number)
        return numeral if style == "lowerRoman" else numeral.upper()
    if style in LETTERS:
        return lettered(number, LETTERS[style])
    if style in CYCLES:
        return CYCLES[style][number - 1] if number <= len(CYCLES[style]) else str(number)
    if style == "hebrew1":
        return additive(number, HEBREW) if number < LARGEST_COUNTED else str(number)
    if style == "chineseCounting" or style == "taiwaneseCounting":
        style = "chineseCountingThousand" if number < 100 else "taiwaneseDigital"
    if style in COUNTED and number < LARGEST_COUNTED:
        return counted(number, *COUNTED[style])
    if style == "numberInDash":
        return f"- {number} -"
    if style in {"cardinalText", "ordinalText"} and language == "en" and number < 1000:
        return in_words(number, is_ordinal=style == "ordinalText")
    return "".join(DIGITS.get(style, DIGITS["decimal"])[int(digit)] for digit in str(number))


def lettered(number: int, letters: str) -> str:
    """a … z, aa, bb … zz, aaa: a letter is repeated, it is no number of two digits."""
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1) if times < LONGEST_LETTERS else str(number)


def additive(number: int, signs: list[tuple[int, str]]) -> str:
    text = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        text += sign * times
    return text


def counted(number: int, digits: str, units: str, one_ten: bool) -> str:
    """第一百零五: the digit before each unit, one zero for those left out within."""
    text, pending_zero = "", False
    for power in range(len(units), -1, -1):
        digit = number // 10**power % 10
        if not digit:
            pending_zero = bool(text)
            continue
        text += digits[0] if pending_zero else ""
        pending_zero = False
        is_bare_ten = power == 1 and digit == 1 and not text and not one_ten
        text += ("" if is_bare_ten else digits[digit]) + (units[power - 1] if power else "")
    return text


def in_words(number: int, *, is_ordinal: bool) -> str:
    """Twenty-first, One hundred five: in English only."""
    hundreds, rest = divmod(number, 100)
    words = [ONES[hundreds], "hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        words.append(f"{TENS[tens - 2]}-{ONES[ones]}" if ones else TENS[tens - 2])
    elif rest:
        words.append(ONES[rest])
    text = " ".join(words)
    return (ordinal_words(text) if is_ordinal else text).capitalize()


def ordinal_words(text: str) -> str:
    cut = max(text.rfind(" "), text.rfind("-")) + 1
    last = text[cut:]
    if last in IRREGULAR:
        return text[:cut] + IRREGULAR[last]
    return text[:cut] + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
