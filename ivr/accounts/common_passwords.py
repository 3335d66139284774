"""Passwords that are tried first: common words, the words of this house, keys in a row, with digits around them.

The lists of passwords that leaked hold few of twelve characters or more, and nearly all of those are made so: two
common words, a word and a year, a row of keys. What is left of a password without all that must not be next to nothing.
"""

import re
import unicodedata
from collections.abc import Iterable

LEFT = 5  # characters that must be left
VARIED = 6  # different characters
DATE = 8  # digits that may be a day, a year, a postcode
UP = "01234567890"
COUNTED = re.compile("|".join(row[at : at + 3] for row in (UP, UP[::-1]) for at in range(9)))  # 123, 987
MEANT = str.maketrans("013457@$!", "oleastasi")  # letters that digits and signs stand for
HOUSE = """ameli assurance maladie assurancemaladie cpam cgss cnam caisse vitale console telephone appel secu securite
sociale sante ivr mayotte service conseiller horaires fermeture sncf ratp msa"""
ROWS = """azertyuiop qsdfghjklm wxcvbn qwertyuiop asdfghjkl zxcvbnm qwertz abcdefghijklmnopqrstuvwxyz azert qwert qsdfg
asdfg zxcvb poiuytreza poiuytrewq mlkjhgfdsq lkjhgfdsa qazwsxedcrfvtgbyhnujmikolp qaz wsx edc rfv tgb yhn ujm aqw zsx"""
WORDS = """motdepasse passe password passwort passw pass word contrasena parola senha admin administrateur administrator
root user utilisateur test teste testing guest invite welcome bienvenue bonjour bonsoir salut hello coucou login
connexion secret secrete changeme changer change letmein access acces master default defaut temp temporaire temporary
iloveyou jetaime jetadore love amour loulou doudou chouchou cheri cherie princesse princess soleil sunshine dragon
monkey football futbol baseball basketball superman batman spiderman starwars pokemon pokemon naruto minecraft marseille
paris lyon france olympique psg om barcelona realmadrid liverpool chelsea arsenal juventus ferrari porsche mercedes
nicolas camille julien thomas alexandre sebastien stephane frederic michel isabelle sophie nathalie caroline charlotte
chocolat chocolate caramel vanille banane orange pomme fleur papillon butterfly tinkerbell whatever computer ordinateur
internet google facebook linkedin youtube twitter yahoo gmail hotmail windows microsoft samsung iphone apple android
leavemealone playstation christopher justinbieber finalfantasy sonyericsson counterstrike needforspeed
greenlantern mortalkombat michaeljackson sanfrancisco ticketmaster peanutbutter jamesbond residentevil systemofadown
trustno shadow michael jennifer jordan hunter killer charlie maggie freedom liberte forever toujours blink summer ete
winter hiver spring printemps autumn automne january janvier february fevrier march mars april avril may mai june juin
july juillet august aout september septembre october octobre november novembre december decembre monday lundi mardi
mercredi jeudi vendredi samedi dimanche sunday family famille mother father maman papa anniversaire birthday number
one two three four five six seven eight nine zero god jesus christ angel ange baby bebe boy girl lover crazy cool super
bad good best the and my mon ma mes les des you is it qwe asd zxc abc xyz aze qsd wxc"""


def is_common(password: str, own_words: Iterable[str] = ()) -> bool:
    """Whether it is one of those. `own_words`: what others know of the person."""
    own = {word for text in own_words for word in re.findall("[a-z]{3,}", _plain(text))}
    known = sorted({*f"{HOUSE} {ROWS} {WORDS}".split(), *own}, key=len, reverse=True)
    plain = _plain(password)
    return len(set(plain)) < VARIED or any(len(_left(read, known)) < LEFT for read in (plain, plain.translate(MEANT)))


def _left(plain: str, known: Iterable[str]) -> str:
    """What nobody would try first. Letters and digits each by themselves: "q1w2e3r4" is two rows of keys."""
    letters, digits = re.sub("[^a-z]", "", plain), re.sub("[^0-9]", "", plain)
    for word in known:
        letters = letters.replace(word, "")
    letters = re.sub(r"(.)\1{2,}", "", letters)
    digits = COUNTED.sub("", digits)
    other = re.sub("[a-z0-9 ._-]", "", plain)
    return letters + ("" if len(digits) <= DATE else digits) + other


def _plain(text: str) -> str:
    """In small letters without accents."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
