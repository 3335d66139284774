"""The call as text: the same conversation as pages that anybody can read, /texte. It asks the same facts and says the
same words as the line. It rings nobody, texts nobody, takes no number, keeps nothing of whoever reads; it knows neither
Twilio nor TwiML.
"""
