"""Rules for French (tu and vous)."""

from safeguard.classify.rules.rule import HINT, LIKELY, NOTED, SURE, rule

_BAD = (
    r"(?:idiote|imbecile|conne|connasse|debile|abrutie|pourriture|ordure|dechet|moche|laide"
    r"|grosse vache|truie|grognasse"
    r"|incapable|nulle|pitoyable|pathetique|minable|folle|sorciere|merde|degueulasse|vipere"
    r"|parasite|cruche|tocarde)"
)

RULES = (
    rule(
        "threat.violence.fr",
        "T1",
        SURE,
        r"(?:je|on|nous|quelqu'un|ils)(?: vais| va| allons| vont| devrait| doit)? ?(?:te|vous|la"
        r"|t'|les)? ?(?:vais |va |allons |vont )?"
        r"(?:tuer|frapper|crever|bruler|egorger|etrangler|buter|gifler|cogner|pendre|poignarder"
        r"|defoncer|tabasser|casser la (?:gueule|figure)) ?(?:toi)?(?! (?:le|ce|cette|l'))"
        r"|(?:je|on) (?:te|vous|va te|vais te|vais vous|va vous) (?:tuerai|tuera|butera|buterai"
        r"|creverai|defoncerai|egorgerai|egorgera|faire la peau|jeter de l'acide)"
        r"|(?:faut|faudrait|faudra|doit|devrait) (?:te|la|vous) (?:tuer|frapper|bruler|pendre"
        r"|buter|egorger|tabasser|gifler|fusiller)"
        r"|(?:je|on|j'|nous) (?:vais |va |allons )?(?:t'|te |la |lui |l')(?:attraper|eclater|exploser"
        r"|demonter|fumer|planter|massacrer|demolir|fracasser|crever|saigner|noyer|arracher|jeter|etriper"
        r"|lyncher|regler ton compte|casser (?:les|la|le|ta|tes|ton)|peter (?:les|la|le|ta|tes|ton)"
        r"|mettre (?:une balle|un coup|deux balles|une droite))"
        r"|(?:te|la) (?:fumer|planter|buter|crever|saigner|massacrer)ai?|j(?:e |')te (?:fume|bute|creve"
        r"|plante|demonte|casse|nique|saigne|croise t'?es morte)|(?:faut|faudrait|quelqu'un)~(?:la |lui "
        r"|te )(?:pende|pendre|bute|buter|tue|tuer|tape|taper|frappe|frapper|crame|cramer|brule|bruler"
        r"|fusille|tonde|tondre|lapide|lapider|foute une balle|casse|casser)",
    ),
    rule(
        "threat.death.fr",
        "T1",
        SURE,
        r"(?:tu es|t'es|vous etes) (?:une femme |deja )?morte?(?! de)|tu (?:vas|dois|merites de"
        r"|devrais) (?:mourir|crever|finir (?:mal|a la morgue))"
        r"|vous (?:allez|devez|meritez de) (?:mourir|crever)|ta tombe est"
        r"|tu meurs(?! (?:de|d'))|tu (?:ne )?vivras pas|ton sang (?:sera|va|coulera)|(?:devant"
        r"|a) ta porte avec un",
    ),
    rule(
        "threat.wish.fr",
        "T1",
        SURE,
        r"(?:j'espere que|je souhaite que|vivement que|pourvu que)~?(?: te| vous"
        r"| la)? ?(?:creves?|meures?|mourras|tue|tuent|frappe|frappent|ecrase|renverse|agresse"
        r"|brules|souffres|souffre|tabasse|viole)"
        r"|(?:tu|elle|vous) (?:merites?|meritez)~(?:claque|gifle|balle|coups|mort|raclee|pendue"
        r"|frappee|battue)"
        r"|(?:j'espere|vivement|pourvu|si seulement|qu'(?:elle|un|une)|que (?:tu|vous|quelqu'un"
        r"|dieu)) ?(?:que |qu')?~?(?: tu| vous| elle| un bus| un camion| ta maison"
        r"| son avion)? ?(?:t'etouffes|t'ecrases|creves?|brules?|crame|te noies|te plantes|te passe dessus"
        r"|te roule dessus|t'ecrase|te reveilles pas|te reveilles plus|pourrisses|se crashe|se plante)"
        r"|dommage (?:que|qu')~(?:survecu|rate|pas (?:creve|mort\w*|tue\w*))|un violeur,? (?:voila|c'est)"
        r"|(?:il te|il lui) faudrait (?:un|une) (?:violeur|balle|raclee|correction|claque|gifle)",
    ),
    rule(
        "threat.conditional.fr",
        "T1",
        LIKELY,
        r"(?:si|continue|encore (?:un|une)|la prochaine fois|arrete|reviens"
        r"|ose)⟩.{1,60}⟨(?:tu vas (?:le )?(?:regretter|payer|voir|comprendre)"
        r"|tu le (?:regretteras|paieras)"
        r"|vous (?:allez|le) (?:le )?(?:regretter\w*|payer|paierez)|on (?:va )?(?:vient|viendra"
        r"|venir) (?:te|chez|pour)|on s'occupe de toi|on s'occupera de toi"
        r"|tu verras|tu ne rentreras|il va t'arriver|ca va mal finir|on te retrouve|ce sera (?:la"
        r"|ta) derniere|gare a toi)(?!.{0,40}(?:urnes|elections?|electeurs))"
        r"|(?:si|quand|le jour ou) (?:je|on) (?:te|la|vous) (?:croise|revois|chope|vois|trouve"
        r"|attrape)⟩.{0,50}⟨(?:t'es morte|je te|on te|tu vas|je la|on la|elle va)|(?:retire|supprime"
        r"|efface|demissionne|ferme-la|tais-toi|excuse-toi|arrete)⟩.{0,40}⟨(?:ou (?:on|je|ca va)"
        r"|avant qu(?:e|'on|'il)) (?:te|t'|on|s'|va|je|ca|il|quelqu'un)",
    ),
    rule(
        "threat.veiled.fr",
        "T1",
        LIKELY,
        r"(?:surveille|protege) (?:tes arrieres|ton dos)|(?:fais|faites) (?:bien )?(?:attention"
        r"|gaffe) (?:a toi|en rentrant|en sortant|quand|dans la rue|la nuit|a vous)"
        r"|(?:on|je|nous) (?:va|vais|allons|finira par|finirai par) (?:te|vous|la) (?:retrouver"
        r"|trouver|chercher|chopper|choper|rendre visite|faire payer)(?! (?:une|un|des|la|le)⟩)"
        r"|on te (?:retrouvera"
        r"|trouvera)"
        r"|tes jours sont comptes|un accident (?:est si vite arrive|arrive)|il (?:pourrait|va"
        r"|peut) t'arriver (?:quelque chose|malheur|des bricoles)"
        r"|ne dors que d'un oeil|ce serait dommage qu'il"
        r"|(?:je sais|on sait|nous savons) ou (?:te|vous) trouver|tu vas (?:souffrir"
        r"|le payer cher)"
        r"|(?:jolie|belle|beau|chouette|mignonne|sympa) (?:petite? )?(?:maison|rue|fille|famille|voiture"
        r"|quartier|jardin|chien|appart\w*)~(?:t'as|tu as|la-bas|que tu)|ce serait (?:vraiment "
        r"|tellement )?(?:dommage|bete|con|triste) (?:que|qu'|si)|tu (?:sais|connais) pas (?:a qui"
        r"|avec qui) (?:tu|t')|fais ton testament|tu (?:es|t'es) sur la liste|on (?:sait|connait)~(?:ou"
        r"|a quelle heure|ta maison|ton adresse|tes gosses|ton immeuble)|(?:pense|pensez) a (?:tes|vos|ta"
        r"|ton) (?:enfants|gosses|fille|fils|famille|petits)|(?:on|je) (?:va|vais) (?:se|te) (?:croiser"
        r"|recroiser)|on t'a trouvee|a la sortie on|on (?:sera|t'attend\w*|vous attend\w*)~a la sortie"
        r"|profite(?:s)? (?:tant que|pendant que) tu peux"
        r"|(?:tu es|t'es|tu seras) la (?:prochaine|suivante)(?! (?!pute|salope|connasse)[a-z])",
    ),
    rule(
        "threat.harm.fr",
        "T1",
        LIKELY,
        r"finir(?:as|ez)? a l'hopital|on te rend visite|tu ne verras pas le"
        r"|on t'attend(?:ra)? (?:sur|a|au|devant|apres)|t'apprenne par la force|(?:sorte|trainer"
        r"|sortir) .{0,25}par les cheveux|ta (?:maison|voiture) (?:brule|brulera)|de l'acide sur"
        r"|faire taire pour toujours|merites (?:qu'on te frappe|une (?:balle|raclee|gifle))"
        r"|lui (?:mettre|donner) (?:une raclee|deux gifles|une correction)|t'as interet a ne"
        r"|surveille tes arrieres|briser les (?:mains|jambes|os)|retire ta plainte ou",
    ),
    rule(
        "threat.incite.fr",
        "T3",
        LIKELY,
        r"(?:faut|faudrait|on devrait|on va(?! pas)|que quelqu'un|quelqu'un (?:pour|doit|devrait)|qui (?:veut|vient))~"
        r"(?:la|lui) (?:choper|chope|attraper|frapper|cogner|tabasser|lyncher|cramer|bruler|tondre|noyer|crever|buter"
        r"|chicoter|faire la peau|peter les|casser (?:les|la)|apprendre (?:la politesse|le respect)"
        r"|faire passer l'envie|regler son compte|mettre une (?:raclee|branlee))"
        r"|(?:tous|toutes|rendez-vous|rdv|venez)~(?:devant|chez|a) (?:elle|sa (?:maison|permanence)|son"
        r" (?:domicile|bureau))⟩.{0,60}⟨(?:mains vides|apprendre|regler|comprenne|payer|barres?|battes?)"
        r"|(?:amenez|apportez|venez avec|prenez)~(?:battes?|barres? de fer|pierres|cailloux|essence|fusils?|cordes?)"
        r"|(?:celui|le (?:mec|premier|gars)) qui (?:la|lui) (?:plante|chope|frappe|bute|pete|casse|tape|descend"
        r"|fait taire)|(?:qu'elle|elle) ne (?:ressorte|rentre|reparte) (?:pas|plus) (?:vivante|debout|chez elle)",
    ),
    rule(
        "threat.sexual.fr",
        "T2",
        SURE,
        r"(?:je|on|ils|nous|quelqu'un) (?:vais |va |vont |allons |devrait )?(?:te|vous"
        r"|la) (?:vais |va )?viole(?:r|rai|ra|ront)?|(?:faut|faudrait|va) (?:te|la"
        r"|vous) (?:faire )?violer"
        r"|(?:tu|elle) (?:merites?|cherches?)~viol(?:ee?|er)?|fais[- ]toi violer|(?:va"
        r"|vas) te faire violer",
    ),
    rule(
        "selfharm.urge.fr",
        "T4",
        SURE,
        r"(?<!ne )(?:suicide[- ]toi|tue[- ]toi|pends[- ]toi|va(?:s)? (?:mourir|crever|te pendre"
        r"|te suicider|te tuer)|ouvre[- ]toi les veines|saute (?:d'un pont|par la fenetre"
        r"|sous un)"
        r"|creve(?:,| sale| donc|!|$)|(?:fais|rends)[- ]nous (?:un |service"
        r"|plaisir)~?(?: et)? ?(?:creve|disparais|suicide-toi))"
        r"|(?:prends|trouve|achete)(?:-toi)? (?:la |une )corde|(?:pourquoi|quand) (?:tu )?te (?:suicides?"
        r"|tues?|pends?|butes?)(?:-tu)? (?:pas)?|le monde (?:serait|irait) mieux sans (?:toi|elle|vous)"
        r"|(?:personne|nul) (?:ne )?te (?:pleurera|regretterait|regrettera)|fous[- ]toi (?:en l'air|sous)"
        r"|jette[- ]toi (?:sous|du|d'un|par)|avale (?:de la javel|tes cachets)"
        r"|rends service,? (?:disparais|creve|pends)",
    ),
    rule(
        "stalking.seen.fr",
        "A4",
        SURE,
        r"(?:je t'ai|on t'a|je te|on te) (?:vue?|voit|vois|suivie?|suis|suit|observe|surveille"
        r"|regarde)~?(?: hier| ce matin| ce soir)? ?(?:sortir|sors|rentrer|partir|quitter|dormir"
        r"|tous les (?:jours|soirs|matins)|chaque (?:jour|soir|matin|nuit)"
        r"|par (?:la|ta) fenetre|jusqu'(?:a|chez) (?:chez )?toi|marcher seule|seule|descendre)",
    ),
    rule(
        "stalking.where.fr",
        "A4",
        SURE,
        r"(?:je sais|on sait|nous savons) (?:tres bien |bien |exactement )?(?:ou (?:tu|vous"
        r"|elle) (?:habit\w+|viv\w+|travaill\w+|dor\w+|gar\w+|vis|bosses)|ton adresse"
        r"|a quelle heure (?:tu|vous)|quel bus|quelle ecole|dans quelle (?:rue|ecole))"
        r"|(?:je suis|on est|je t'attends|on t'attend|nous sommes|je serai|on sera) (?:devant"
        r"|en bas de|en face de|a cote de) (?:chez toi|ta (?:maison|porte)|ton (?:bureau|immeuble"
        r"|travail))|tu ne (?:peux|pourras) pas te cacher|tu peux pas te cacher"
        r"|je (?:suis reste|reste|reste souvent|t'attends|attends) (?:devant|pres de"
        r"|en bas de) (?:ta porte|chez toi|ton immeuble)|ta lumiere s'(?:est eteinte|eteint)",
    ),
    rule(
        "fixation.fr",
        "A4",
        NOTED,
        r"je (?:te |serai |veillerai |vais )?(?:toujours )?(?:protegerai|protege|veillerai"
        r"|surveillerai|suivrai|attendrai|aimerai|la pour toi|pres de toi|proteger"
        r"|veiller)(?: toujours)?"
        r"|tu (?:es|seras) (?:toujours )?a moi|nous sommes destines|on est faits l'un"
        r"|moi seul (?:te|peux)|je (?:pense a|reve de) toi (?:chaque|tous|toutes|tout)"
        r"|pourquoi tu (?:ne )?(?:me )?reponds pas",
    ),
    rule(
        "doxxing.address.fr",
        "P1",
        SURE,
        r"\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|impasse|allee|chemin|cours|quai) (?:de "
        r"|du |des |d'|la |le |les )*[a-z]{3,}"
        r"|(?:son|voici son|voila son|j'ai son|c'est son) (?:adresse|numero|telephone"
        r"|portable)(?: est| :|:| personnelle?| perso|,)|voici (?:son|l') ?(?:adresse|numero)"
        r"|elle (?:habite|vit) (?:au \d|rue|avenue|boulevard|dans l'immeuble)|ses enfants (?:vont"
        r"|sont) a l'ecole|sa fille (?:va|est) a l'ecole",
    ),
    rule(
        "doxxing.person.fr",
        "P1",
        LIKELY,
        r"son vrai nom est|est sa chambre|sa fille s'appelle|son fils s'appelle|(?:je publie"
        r"|publier|balance|balancer) son adresse|j'ai son (?:portable|numero|adresse)"
        r"|elle (?:court|travaille|passe|s'entraine) .{3,60}(?:, seule|au cas ou)"
        r"|(?:qui|quelqu'un|on)~(?:a|connait|sait|aurait|cherche|peut (?:trouver|retrouver)"
        r"|trouve)~(?:son (?:adresse|num\w*|tel\w*|06|numero|immeuble|snap perso)|ou (?:elle"
        r"|cette) (?:habite|bosse|travaille|vit|creche|dort|gare)|le (?:num\w*|tel\w*|06) de"
        r"|l'adresse (?:de|perso))"
        r"|(?:je|j'|on) (?:balance|publie|poste|lache|sors|mets|partage|diffuse|leak)\S{0,3}~(?:son|ton|sa"
        r"|ta|l') ?(?:adresse|num\w*|tel\w*|numero|06|photo d'identite|carte d'identite|localisation"
        r"|domicile)|(?:son|ton) (?:adresse|num\w*|numero|06|tel|dossier)⟩.{0,30}⟨(?:en (?:commentaire|bio"
        r"|mp|dm|story)|dans le (?:thread|fil)|faites tourner|partagez|diffusez)"
        r"|elle (?:habite|loge|creche|dort|loue|vit|se cache|se planque)~(?:chez|au|aux|rue|allee|avenue"
        r"|impasse|residence|immeuble|dans (?:l'|le|la|un|une)|a cote|en face|au-dessus|derriere)"
        r"|elle (?:sort|part|rentre|court|passe|gare|depose|finit|prend)⟩.{2,60}⟨(?:\d{1,2} ?h(?:\d\d)?"
        r"|tous les (?:jours|matins|soirs|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?"
        r"|dimanches?)|chaque (?:jour|matin|soir)|seule|sans escorte)|(?:son|sa) (?:domicile|plaque"
        r"|immatriculation|code d'entree|digicode) ?(?:est|c'est|:|\?)",
    ),
    rule(
        "sexual.demand.fr",
        "S4",
        SURE,
        r"envoie(?:-| )?(?:moi|nous)? ?(?:des |tes |une |ta )*(?:nudes?|photos? (?:nue|de toi nue"
        r"|sexy|coquines?|en maillot|intimes?))|montre(?:-| )?(?:moi|nous)? ?(?:tes |ton "
        r"|ta )*(?:seins|nichons|corps|cul|fesses|jambes|poitrine|decollete)"
        r"|(?:c'est combien|tu prends combien|combien)(?: pour)?~?(?: la| une)? ?(?:nuit|l'heure"
        r"|la passe|passe)|deshabille[- ]toi|enleve (?:ton haut|ta robe|tes vetements)"
        r"|tu portes quoi (?:en )?dessous"
        r"|envoie(?:-| )?(?:moi )?une photo (?:privee|coquine)",
    ),
    rule(
        "sexual.fantasy.fr",
        "S4",
        SURE,
        r"je (?:te|la) (?:baiserais?|lecherais?|sucerais?|toucherais?|peloterais?|prendrais?"
        r"|ferais de tout|mettrais bien dans mon lit|culbuterais?)"
        r"|(?:j'aimerais|je veux|je voudrais|j'ai envie de|envie de) (?:bien )?(?:te|la"
        r"|vous) (?:baiser|lecher|toucher|peloter|voir nue|deshabiller|prendre|caresser)"
        r"|(?:je t'imagine|te voir|t'imaginer|te mettre) (?:toute )?(?:nue|dans mon lit)"
        r"|assieds[- ]toi sur (?:moi|mon visage|mes genoux)",
    ),
    rule(
        "sexual.body.fr",
        "S4",
        LIKELY,
        r"(?:quels?|beaux?|jolis?|gros|sacres?|belles?|tes|ton|ces) (?:seins|nichons|cul|fesses"
        r"|decollete|poitrine)|(?:t'es|tu es|elle est|trop) (?:bien |trop "
        r"|super )*(?:bonne⟩(?! en| pour| dans| a| idee| journee)|baisable|bandante)"
        r"|avec un corps pareil",
    ),
    rule(
        "sexual.gaze.fr",
        "S4",
        LIKELY,
        r"(?:tes|ces|avec ces|les) jambes (?:a la|tu|me|dans|sont)|(?:regarder|mater"
        r"|montre) (?:tes|les) jambes|(?:mets|porte) quelque chose de plus (?:moulant|court|sexy"
        r"|serre)|photos? (?:en (?:maillot|bikini|lingerie|sous-vetements)|de toi (?:toute )?nue)"
        r"|dans mon lit|sans (?:ton )?(?:chemisier|soutien-gorge)|une bouche pareille"
        r"|mieux a genoux|penche-toi",
    ),
    rule(
        "intimate.leak.fr",
        "S1",
        SURE,
        r"(?:publi\w+|balanc\w+|diffus\w+|partag\w+|vend\w+|j'ai|on a|poster\w*|envoyer\w*"
        r"|fuite\w*)~?(?: tes| ses| les| des| ta| sa)* ?(?:photos? (?:intimes?|nue|privees?"
        r"|de toi nue|d'elle nue)|videos? (?:intimes?|privees?)|nudes|sextape)",
    ),
    rule(
        "intimate.fake.fr",
        "S2",
        SURE,
        r"(?:faire|fait|fais|ferai|partage|regardez|poste)~(?:deepfakes?|faux porno"
        r"|porno (?:avec l'ia|par ia)|fausses? photos? nue?)|(?:mettre|mis|colle|coller) (?:ton"
        r"|son) visage sur~(?:nu|porno|nue)|montages? (?:porno|nue?|sexuels?)",
    ),
    rule(
        "sexism.slur.fr",
        "H1",
        SURE,
        r"(?:sale|espece de|grosse|pauvre|petite|vieille|t'es|tu es|vous etes|quelle|cette|c'est"
        r"|ta gueule|de) ?(?:une|qu'une|vraiment une|la)? ?(?:pute|salope|connasse|chienne|garce"
        r"|trainee|feminazi|petasse|pouffiasse|catin)|fils de pute"
        r"|^(?:salope|connasse|pute|petasse)⟩",
    ),
    rule(
        "sexism.place.fr",
        "H1",
        SURE,
        r"(?:retourne|reste|rentre|va)(?:s|z)? (?:donc )?(?:a|dans|en) (?:ta|la|tes) (?:cuisine"
        r"|casseroles|fourneaux)|retourne faire (?:la vaisselle|a manger|le menage)"
        r"|fais[- ]moi un sandwich"
        r"|les femmes (?:ne )?(?:doivent|devraient|savent|peuvent|sont) (?:pas|incapables"
        r"|trop emotives|faites pour (?:la maison|la cuisine|rester))|(?:espece d'|quelle "
        r"|encore une |pauvre )hysterique|t'es hysterique"
        r"|(?:tu as|t'as|elle a) (?:du )?couche(?:r)? (?:avec|pour)|trouve[- ]toi un mari"
        r"|(?:tu as|t'as|elle a) (?:tes|ses) regles|pas (?:un metier|une place|la place"
        r"|un travail) (?:de|pour|d')(?: une| les)? ?femmes?|bien une femme",
    ),
    rule(
        "hate.go_back.fr",
        "H2",
        LIKELY,
        r"(?:retourne|rentre|retournez|degage) (?:donc )?(?:dans (?:ton|votre) (?:pays|bled"
        r"|desert|jungle)|d'ou tu viens|au bled)|les gens de (?:ta|ton) (?:race|espece)|sale race",
    ),
    rule(
        "insult.direct.fr",
        "A1",
        LIKELY,
        r"(?:tu es|t'es|vous etes)(?: une?| vraiment| trop| si| qu'une?| juste| bien| la| pauvre"
        rf"| sale)* {_BAD}|(?:espece d[e']|sale|pauvre|grosse|vieille) ?{_BAD}"
        r"|tu (?:me |nous )?(?:degoutes|fais vomir)|personne ne (?:t'aime|te supporte)"
        r"|tu (?:ne )?vaux rien|quelle (?:idiote|conne|cruche|ordure)",
    ),
    rule(
        "insult.name.fr",
        "A1",
        LIKELY,
        r"(?:quelle|cette|une|pauvre|petite|sale) (?:idiote|imbecile|sotte|cruche|incapable"
        r"|tete creuse)|tete creuse|(?:vous etes|tu es|t'es|elle est|es) (?:trop |si |plus "
        r"|vraiment |tellement )*(?:bete|stupide|lente|nulle|bouchee)|cerveau d'(?:un|huitre"
        r"|oiseau)|pauvre (?:fille|cloche|tache)|tu (?:me )?fais pitie|(?:rentre chez toi|quel"
        r"|regardez ce),? clown|leche-bottes|aussi (?:bouchee|bete|stupide)",
    ),
    rule(
        "insult.accusing.fr",
        "A1",
        HINT,
        r"(?:tu es|t'es|vous etes)(?: une?| la| qu'une?)* (?:menteuse|honte|escroc|hypocrite"
        r"|clown|vendue)",
    ),
    rule(
        "silencing.order.fr",
        "A1",
        LIKELY,
        r"(?<!ne )(?:tais[- ]toi|taisez[- ]vous|ta gueule|ferme ta (?:bouche|gueule)(?! le)"
        r"|ferme-la|ferme la(?: un peu|,|!|\.|$)|la ferme(?:,|!|\.|$))|(?:supprime"
        r"|ferme) ton compte|reste a ta place|(?<!elle )(?<!deputee )(?:quitte|arrete"
        r"|lache) la politique"
        r"|(?:personne|on) (?:ne )?t'a (?:rien )?demande|(?:tu|vous|elle) (?:ferais?|feriez"
        r"|ferait) mieux de (?:te |vous |se )?taire|(?:tu|elle) (?:devrais|devrait) (?:te"
        r"|se) taire"
        r"|degage(?:z)?(?:,|\.|!| de| d'ici|$)|va-t'en",
    ),
    rule(
        "silencing.force.fr",
        "A1",
        SURE,
        r"(?:on|je|nous) (?:va|vais|allons|finira par) (?:te|vous|la) (?:faire )?(?:taire|virer"
        r"|licencier|bannir|disparaitre d)|on te fera (?:taire|virer|bannir)",
    ),
    rule(
        "silencing.raid.fr",
        "T3",
        SURE,
        r"(?:tous|tout le monde|les gars|allez|allons|on va)~?(?: tous)? ?(?:signaler|signalez"
        r"|signale|raid\w*|attaque\w*|inonde\w*|spamme\w*|harcele\w*)(?:-la)?(?: tous)?(?: son"
        r"| cette| ce| ses| la)?"
        r" ?(?:compte|profil|femme|messages|commentaires|mentions)|(?:signalez|attaquez|inondez"
        r"|spammez|harcelez)(?:-la| tous son compte| son compte| cette femme)",
    ),
    rule(
        "support.fr",
        "",
        LIKELY,
        r"(?:tout mon|plein de|mon) soutien|je (?:te|vous) soutiens|on (?:te|vous) soutient|bravo"
        r"|merci (?:beaucoup |infiniment )?(?:pour (?:ton|ta|votre|tes|vos|tout|ce)|d'avoir"
        r"|de parler|d'etre|a toi|a vous)|(?:bon|beaucoup de|quel|plein de) courage"
        r"|courage a (?:toi|vous)"
        r"|fi(?:ere?|ers) de (?:toi|vous)|(?:tu n'es|vous n'etes|t'es) pas seule|(?:je"
        r"|on) (?:t'admire|vous admire|te croit|te crois|vous croit|vous crois)|(?:tu es"
        r"|vous etes)~?(?: tres| si| une)? ?(?:courageuse|inspirante|inspiration|formidable"
        r"|incroyable|exemple|modele)"
        r"|avec (?:toi|vous) de tout coeur|(?:on est|je suis|nous sommes) (?:avec"
        r"|derriere) (?:toi|vous)|solidarite|(?:continue|continuez)(?: comme ca| a parler"
        r"| le combat|!|,)|(?:excellent|super|beau|magnifique) (?:discours|travail|article"
        r"|interview|boulot)|bien dit|ne lache(?:z)? rien|force a (?:toi|vous)",
    ),
)
