"""What is declined, each in a sentence for the person who asked: on a page, or by a command."""

from ivr.hours.words import Words, words


class Declined(Exception):  # noqa: N818 - an answer rather than a mistake
    """Nothing was done. `words` say why, and what to do."""

    def __init__(self, told: Words) -> None:
        super().__init__(told["en"])
        self.words = told


BAD_LOGIN = words(
    fr="Un identifiant a de 2 à 120 lettres sans accent, chiffres, points, tirets ou @.",
    en="A login has 2 to 120 unaccented letters, digits, dots, hyphens or @.",
)
NO_NAME = words(fr="Écrivez le nom de la personne.", en="Write the person's name.")
TAKEN = words(fr="Cet identifiant est déjà pris.", en="This login is taken.")
NOBODY = words(fr="Personne n'a ce compte.", en="Nobody has this account.")
LAST_ADMIN = words(
    fr="C'est le dernier compte qui administre la console. Donnez d'abord ce rôle à quelqu'un d'autre.",
    en="This is the last account that administers the console. Give that role to somebody else first.",
)
BAD_SCOPE = words(
    fr="Je ne connais pas ce périmètre : {names}. Écrivez des villes, des départements, des caisses ou des lignes.",
    en="I don't know this scope: {names}. Write towns, départements, caisses or lines.",
)
NO_SCOPE = words(
    fr="Pour qui ? Cochez toute la France, ou nommez des villes, des départements, des caisses ou des lignes.",
    en="For whom? Tick the whole of France, or name towns, départements, caisses or lines.",
)
TWO_SCOPES = words(
    fr="Toute la France, ou ceux que vous nommez : décochez l'une, ou effacez les autres.",
    en="The whole of France, or those you name: untick the one, or clear the others.",
)
TOO_SHORT = words(
    fr="Ce mot de passe est trop court : il en faut au moins 12 caractères. Quelques mots au hasard conviennent.",
    en="This password is too short: it takes at least 12 characters. A few words at random will do.",
)
TOO_LONG = words(fr="128 caractères au plus.", en="128 characters at most.")
TOO_COMMON = words(
    fr="Ce mot de passe est de ceux que l'on essaie d'abord. Prenez plutôt quelques mots sans rapport entre eux.",
    en="This password is among those that are tried first. Take a few words that have nothing to do with each other.",
)
WRONG_PASSWORD = words(fr="Ce n'est pas votre mot de passe actuel.", en="This is not your present password.")
WRONG_CODE = words(
    fr="Ce code n'est pas le bon, ou il a déjà servi. Attendez le suivant.",
    en="This code is wrong, or was used already. Wait for the next one.",
)
TOO_MANY = words(fr="Trop d'essais. Réessayez dans quelques minutes.", en="Too many tries. Try again in a few minutes.")
TOO_LATE = words(
    fr="C'était trop long, ou cela a déjà servi. Recommencez.",
    en="That took too long, or was used already. Start over.",
)
NO_PASSKEY = words(
    fr="Cette clé d'accès n'a pas pu être vérifiée.",
    en="This passkey could not be verified.",
)
PROVE_AGAIN = words(
    fr="Pour cela, déconnectez-vous et entrez à nouveau.",
    en="For this, sign out and sign in again.",
)
