"""What can be done in the console: every word of the audit trail's column `did`, as people read it."""

from collections.abc import Mapping

from ivr.hours.words import Words, words

DEEDS: Mapping[str, Words] = {
    "publish": words(fr="a publié", en="published"),
    "undo": words(fr="a annulé", en="undid"),
    "ask": words(fr="a demandé une deuxième personne", en="asked for a second person"),
    "approve": words(fr="a approuvé", en="approved"),
    "decline": words(fr="n'a pas approuvé", en="did not approve"),
    "review": words(fr="a relu une urgence", en="reviewed an emergency"),
    "restore": words(fr="a restauré une sauvegarde", en="restored a backup"),
    "settle": words(fr="a tranché un SMS", en="settled a text"),
    "block": words(fr="a bloqué un mobile : plus de SMS", en="blocked a mobile: no more texts"),
    "unblock": words(fr="a débloqué un mobile", en="unblocked a mobile"),
    "sign-in": words(fr="s'est connecté", en="signed in"),
    "sign-in-refused": words(fr="connexion refusée", en="sign-in refused"),
    "sign-out": words(fr="s'est déconnecté", en="signed out"),
    "session-revoked": words(fr="a fermé une session", en="closed a session"),
    "password-changed": words(fr="a changé de mot de passe", en="changed password"),
    "codes-added": words(fr="a ajouté une application de codes", en="added an app for codes"),
    "codes-removed": words(fr="a retiré l'application de codes", en="removed the app for codes"),
    "passkey-added": words(fr="a ajouté une clé d'accès", en="added a passkey"),
    "passkey-removed": words(fr="a retiré une clé d'accès", en="removed a passkey"),
    "recovery-codes-made": words(fr="a créé des codes de secours", en="made recovery codes"),
    "recovery-code-used": words(fr="a utilisé un code de secours", en="used a recovery code"),
    "person-added": words(fr="a ajouté un compte", en="added an account"),
    "person-changed": words(fr="a changé un rôle ou un périmètre", en="changed a role or a scope"),
    "person-reset": words(fr="a réinitialisé un compte", en="reset an account"),
    "person-removed": words(fr="a supprimé un compte", en="removed an account"),
    "refused": words(fr="action refusée", en="was refused"),
}

BY: Mapping[str, Words] = {  # what stands behind "sign-in" in the column `what`: see Way of ivr/accounts/sessions.py
    "password": words(fr="mot de passe", en="password"),
    "codes": words(fr="mot de passe et code", en="password and code"),
    "passkey": words(fr="clé d'accès", en="passkey"),
    "recovery": words(fr="mot de passe et code de secours", en="password and recovery code"),
    "oidc": words(fr="compte de son administration", en="their organisation's account"),
}
