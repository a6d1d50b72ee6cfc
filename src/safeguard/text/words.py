"""Everyday words by language, folded: what `language.identify` goes by for Latin script.

Function words first, then the verbs and nouns of short posts, then a few words of abuse, since a
message may be nothing else. `other` holds words of languages that we know of but do not read, so that
Portuguese is not taken for Spanish.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


EVERYDAY = {
    "en": _words(
        """
        the a an and or but if of to in on at by for with from about into over after before between
        i you he she it we they me him her us them my your his its our their mine yours this that
        these those who what which when where why how is are was were be been being am do does did
        done have has had will would shall should can could may might must not don't doesn't didn't
        won't can't isn't aren't wasn't i'm you're he's she's it's we're they're i'll you'll i've
        there here all any some every each no nothing something everything someone everyone nobody
        more most much many very too so such just only also even still again never always ever now
        then than as because while well yes please thank thanks sorry hello good bad great best
        worst new old same other first last next back up down out off away get got go going gone
        come came make made take took give gave know knew think thought see saw say said tell told
        want need like love hate hope wish feel look find keep stop start let try work read write
        speak talk call ask listen people woman women man men girl girls boy world time day today
        tomorrow tonight week year life home house street family kids children mother father
        friend news story vote votes voted speech budget article post comment report think stupid
        idiot liar ugly bitch slut whore fuck fucking shit kill die dead shut mouth kitchen
        brave proud strong beautiful support agree disagree wrong right true false really believe
        """
    ),
    "es": _words(
        """
        el la los las un una unos unas lo al del de y o u pero si no ni que quien cual cuando donde
        como porque por para con sin sobre entre hasta desde hacia segun yo tu vos usted ustedes
        ella ellos ellas nosotros nosotras me te se le les nos os mi mis tus su sus nuestro nuestra
        este esta esto estos estas ese esa eso esos esas aquel aquella es son era eran fue fueron
        ser sido estar estas estoy estan estamos soy eres somos he has ha hemos han hay habia hace
        hacer hizo tengo tienes tiene tener voy vas va vamos van ir puede puedes puedo poder quiero
        quieres quiere debe debes debo deberia muy mas menos mucho mucha muchos muchas poco todo
        toda todos todas nada nadie algo alguien siempre nunca jamas ahora antes despues luego hoy
        manana ayer ya aun todavia tambien tampoco solo asi aqui alli ahi bien mal mejor peor gran
        buen buena bueno malo mala gracias favor hola senora mujer mujeres hombre hombres gente
        vida casa calle familia hijos hijas madre padre amiga amigo dia semana ano noche mundo
        dice dijo dicen decir sabe sabes saber creo cree pienso piensa parece gusta acuerdo verdad
        mentira voto votacion ley articulo presupuesto trabajo trabajar hablar habla callate calla
        puta zorra idiota imbecil tonta estupida asquerosa fea gorda perra inutil mierda cono joder
        matar matare morir muerta cocina valiente orgullo fuerza apoyo animo adelante felicidades
        otra otro vez cada mismo misma tan tanto donde vives vive cuidado vas
        """
    ),
    "fr": _words(
        """
        le la les un une des du de d l au aux et ou mais si ne n pas plus que qu qui quoi quel
        quelle dont quand comme comment pourquoi parce car pour par avec sans sous sur dans entre
        chez vers depuis pendant je j tu il elle on nous vous ils elles me m te t se s lui leur
        leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces cela ca c'est
        est es suis sommes etes sont etait etaient sera seront etre ete ai as a avons avez ont avait
        avoir eu fait faire fais va vais vas vont aller peut peux pouvez pouvoir veux veut voulez
        dois doit devez devrait faut tres trop peu beaucoup bien mal mieux pire tout toute tous
        toutes rien personne quelque quelqu quelqu'un toujours jamais maintenant avant apres encore
        deja aussi meme ici la-bas oui non merci bravo bonjour madame femme femmes homme hommes gens
        vie maison rue famille enfants fille filles mere pere amie ami jour semaine annee nuit monde
        aujourd'hui demain hier dit disent dire sais sait savoir crois croit pense semble aime
        d'accord vrai faux mensonge vote voter loi article budget travail travailler parler parle
        tais taire gueule pute salope conne connasse idiote imbecile moche grosse debile merde
        tuer crever mourir morte cuisine courage courageuse fiere force soutien soutiens respect
        bonne bon grande petit petite autre chaque trouver retrouver habite sais d'etre j'ai n'est
        n'a qu'elle qu'il t'es l'a s'est etes
        """
    ),
    "hi-Latn": _words(
        """
        hai hain ho hoon hu hun tha thi the thay nahi nahin nai na mat kya kyu kyun kyon kaise kaisi
        kaisa kab kaha kahan kaun kon kitna kitni mein mai main me mujhe mujhko mera meri mere tu
        tum tera teri tere tujhe tumhe tumko tumhara tumhari tumhare aap aapka aapki aapke aapko hum
        hame hamara hamari hamare wo woh vo ye yeh yah iska iski iske uska uski uske unka unki unke
        isse usse inko unko sab sabko koi kuch kuchh jo jab tab ab abhi phir fir bhi hi toh agar
        lekin magar par aur ya ki ka ke ko se ne liye wala wali wale bahut bohot zyada jyada kam
        accha acha achha acchi achi bura buri sahi galat sach jhoot aurat auraten mahila ladki
        ladkiyan ladka aadmi log logo desh duniya zindagi ghar parivar bachche beti beta maa baap
        behen bhai didi madam ji aaj kal raat din kar karo karna karta karti karte kiya kare karenge
        karungi karunga raha rahi rahe gaya gayi gaye jao ja jana jaa aa aao aana dekho dekh dekha
        bol bolo bola bolti bolna suno sun sunna sunlo chup chal chalo rakh rakho mar maar marna
        marunga dunga doonga denge lunga milega hoga hogi honge sakta sakti sakte chahiye pata
        kutiya randi besharam bewakoof gadhi pagal kamini gandi sali saali shukriya dhanyavad
        himmat garv samman sath saath bahadur baat baatein kaam vichar mukhya rasoi apna apni apne
        """
    ),
    "other": _words(
        """
        o os um uma uns nao voce voces eu ele ela eles elas isso isto esse essa muito mais tambem
        obrigado obrigada mulher voto foi sao esta tem ter uma dos das pelo pela com sem ate
        il lo gli della delle dei degli che chi sono sei siamo hanno non piu molto anche perche
        questo questa grazie donna donne der die das und oder aber nicht ist sind war ich du er sie
        wir ihr mich dich mir dir ein eine einen einem einer mit von zu auf fur bei nach aus wie was
        wer wenn auch noch sehr nur schon immer frau frauen danke het een en van ik jij je niet zijn
        was heeft ook maar voor bir ve bu cok icin ile ne var yok ben sen biz siz degil kadin
        yang dan di ke dari ini itu tidak dengan untuk saya kamu dia mereka perempuan ada ang ng mga
        sa ako ikaw siya hindi ito na ni kwa ya wa za la katika mimi wewe yeye hapana mwanamke
        ninyi jest nie sie to w z na do co jak tak kobieta och att det som ar inte jag med pa
        """
    ),
}
