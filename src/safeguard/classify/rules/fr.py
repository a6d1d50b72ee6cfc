"""Rules for French (tu and vous)."""

from safeguard.classify.rules.rule import HINT, LIKELY, NOTED, SURE, rule

_BAD = (
    r"(?:idiote|imbecile|conne|connasse|debile|abrutie|pourriture|ordure|dechet|moche|laide|grosse vache|truie|grognasse"
    r"|incapable|nulle|pitoyable|pathetique|minable|folle|sorciere|merde|degueulasse|vipere|parasite|cruche|tocarde)"
)

RULES = (
    rule(
        "threat.violence.fr", "T1", SURE,
        "tuer|frapper|crever|bruler|egorger|etrangler|cogner|buter|gifler|casser|acide|pendre|poignarder|defoncer|tabasser|tuerai|tue",
        r"(?:je|on|nous|quelqu'un|ils)(?: vais| va| allons| vont| devrait| doit)? ?(?:te|vous|la|t'|les)? ?(?:vais |va |allons |vont )?"
        r"(?:tuer|frapper|crever|bruler|egorger|etrangler|buter|gifler|cogner|pendre|poignarder|defoncer|tabasser|casser la (?:gueule|figure)) ?(?:toi)?(?! (?:le|ce|cette|l'))"
        r"|(?:je|on) (?:te|vous|va te|vais te|vais vous|va vous) (?:tuerai|tuera|butera|buterai|creverai|defoncerai|egorgerai|egorgera|faire la peau|jeter de l'acide)"
        r"|(?:faut|faudrait|faudra|doit|devrait) (?:te|la|vous) (?:tuer|frapper|bruler|pendre|buter|egorger|tabasser|gifler|fusiller)",
    ),
    rule(
        "threat.death.fr", "T1", SURE, "mort|mourir|crever|tombe",
        r"(?:tu es|t'es|vous etes) (?:une femme |deja )?morte?(?! de)|tu (?:vas|dois|merites de|devrais) (?:mourir|crever|finir (?:mal|a la morgue))"
        r"|vous (?:allez|devez|meritez de) (?:mourir|crever)|ta tombe est",
    ),
    rule(
        "threat.wish.fr", "T1", SURE, "espere|souhaite|merite|vivement|creve",
        r"(?:j'espere que|je souhaite que|vivement que|pourvu que)~?(?: te| vous| la)? ?(?:creves?|meures?|mourras|tue|tuent|frappe|frappent|ecrase|renverse|agresse|brules|souffres|souffre|tabasse|viole)"
        r"|(?:tu|elle|vous) (?:merites?|meritez)~(?:claque|gifle|balle|coups|mort|raclee|pendue|frappee|battue)",
    ),
    rule(
        "threat.conditional.fr", "T1", LIKELY, "si |continue|encore|prochaine|sinon|reviens",
        r"(?:si|continue|encore (?:un|une)|la prochaine fois|arrete|reviens|ose)⟩.{1,60}⟨(?:tu vas (?:le )?(?:regretter|payer|voir|comprendre)|tu le (?:regretteras|paieras)"
        r"|vous (?:allez|le) (?:le )?(?:regretter\w*|payer|paierez)|on (?:va )?(?:vient|viendra|venir) (?:te|chez|pour)|on s'occupe de toi|on s'occupera de toi"
        r"|tu verras|tu ne rentreras|il va t'arriver|ca va mal finir|on te retrouve|ce sera (?:la|ta) derniere|gare a toi)(?!.{0,40}(?:urnes|elections?|electeurs))",
    ),
    rule(
        "threat.veiled.fr", "T1", LIKELY, "fais attention|gaffe|retrouver|dos|accident|arriver|comptes|dors|visite|gare|chercher",
        r"(?:surveille|protege) (?:tes arrieres|ton dos)|(?:fais|faites) (?:bien )?(?:attention|gaffe) (?:a toi|en rentrant|en sortant|quand|dans la rue|la nuit|a vous)"
        r"|(?:on|je|nous) (?:va|vais|allons|finira par|finirai par) (?:te|vous|la) (?:retrouver|trouver|chercher|chopper|choper|rendre visite|faire payer)|on te (?:retrouvera|trouvera)"
        r"|tes jours sont comptes|un accident (?:est si vite arrive|arrive)|il (?:pourrait|va|peut) t'arriver (?:quelque chose|malheur|des bricoles)"
        r"|ne dors que d'un oeil|ce serait dommage qu'il",
    ),
    rule(
        "threat.sexual.fr", "T2", SURE, "viol",
        r"(?:je|on|ils|nous|quelqu'un) (?:vais |va |vont |allons |devrait )?(?:te|vous|la) (?:vais |va )?viole(?:r|rai|ra|ront)?|(?:faut|faudrait|va) (?:te|la|vous) (?:faire )?violer"
        r"|(?:tu|elle) (?:merites?|cherches?)~viol(?:ee?|er)?|fais[- ]toi violer|(?:va|vas) te faire violer",
    ),
    rule(
        "selfharm.urge.fr", "T4", SURE, "suicide|tue-toi|tue toi|pends|creve|saute|mourir|disparai|veines",
        r"(?<!ne )(?:suicide[- ]toi|tue[- ]toi|pends[- ]toi|va(?:s)? (?:mourir|crever|te pendre|te suicider|te tuer)|ouvre[- ]toi les veines|saute (?:d'un pont|par la fenetre|sous un)"
        r"|creve(?:,| sale| donc|!|$)|(?:fais|rends)[- ]nous (?:un |service|plaisir)~?(?: et)? ?(?:creve|disparais|suicide-toi))",
    ),
    rule(
        "stalking.seen.fr", "A4", SURE, "je t'ai|on t'a|je te vois|je te|on te|suivi",
        r"(?:je t'ai|on t'a|je te|on te) (?:vue?|voit|vois|suivie?|suis|suit|observe|surveille|regarde)~?(?: hier| ce matin| ce soir)? ?(?:sortir|sors|rentrer|partir|quitter|dormir|tous les (?:jours|soirs|matins)|chaque (?:jour|soir|matin|nuit)"
        r"|par (?:la|ta) fenetre|jusqu'(?:a|chez) (?:chez )?toi|marcher seule|seule|descendre)",
    ),
    rule(
        "stalking.where.fr", "A4", SURE, "ou tu|ou vous|ton adresse|quelle heure|quel bus|quelle ecole|devant|en bas|cacher",
        r"(?:je sais|on sait|nous savons) (?:tres bien |bien |exactement )?(?:ou (?:tu|vous|elle) (?:habit\w+|viv\w+|travaill\w+|dor\w+|gar\w+|vis|bosses)|ton adresse|a quelle heure (?:tu|vous)|quel bus|quelle ecole|dans quelle (?:rue|ecole))"
        r"|(?:je suis|on est|je t'attends|on t'attend|nous sommes|je serai|on sera) (?:devant|en bas de|en face de|a cote de) (?:chez toi|ta (?:maison|porte)|ton (?:bureau|immeuble|travail))|tu ne (?:peux|pourras) pas te cacher|tu peux pas te cacher",
    ),
    rule(
        "fixation.fr", "A4", NOTED, "toujours|a moi|destin|moi seul|pense a toi|reve de toi|reponds",
        r"je (?:te |serai |veillerai |vais )?(?:toujours )?(?:protegerai|protege|veillerai|surveillerai|suivrai|attendrai|aimerai|la pour toi|pres de toi|proteger|veiller)(?: toujours)?"
        r"|tu (?:es|seras) (?:toujours )?a moi|nous sommes destines|on est faits l'un|moi seul (?:te|peux)|je (?:pense a|reve de) toi (?:chaque|tous|toutes|tout)|pourquoi tu (?:ne )?(?:me )?reponds pas",
    ),
    rule(
        "doxxing.address.fr", "P1", SURE, "rue|avenue|boulevard|impasse|allee|chemin|adresse|habite|numero|telephone|portable|ecole",
        r"\d{1,4}(?: bis| ter)?,? (?:rue|avenue|boulevard|impasse|allee|chemin|cours|quai) (?:de |du |des |d'|la |le |les )*[a-z]{3,}"
        r"|(?:son|voici son|voila son|j'ai son|c'est son) (?:adresse|numero|telephone|portable)(?: est| :|:| personnelle?| perso|,)|voici (?:son|l') ?(?:adresse|numero)"
        r"|elle (?:habite|vit) (?:au \d|rue|avenue|boulevard|dans l'immeuble)|ses enfants (?:vont|sont) a l'ecole|sa fille (?:va|est) a l'ecole",
    ),
    rule(
        "sexual.demand.fr", "S4", SURE, "envoie|envoyez|montre|combien|deshabille|enleve|dessous|nudes",
        r"envoie(?:-| )?(?:moi|nous)? ?(?:des |tes |une |ta )*(?:nudes?|photos? (?:nue|de toi nue|sexy|coquines?|en maillot|intimes?))|montre(?:-| )?(?:moi|nous)? ?(?:tes |ton |ta )*(?:seins|nichons|corps|cul|fesses|jambes|poitrine|decollete)"
        r"|(?:c'est combien|tu prends combien|combien)(?: pour)?~?(?: la| une)? ?(?:nuit|l'heure|la passe|passe)|deshabille[- ]toi|enleve (?:ton haut|ta robe|tes vetements)|tu portes quoi (?:en )?dessous",
    ),
    rule(
        "sexual.fantasy.fr", "S4", SURE, "bais|lecher|lit|nue|sucer|toucher|peloter|coucher|prendre|ken",
        r"je (?:te|la) (?:baiserais?|lecherais?|sucerais?|toucherais?|peloterais?|prendrais?|ferais de tout|mettrais bien dans mon lit|culbuterais?)"
        r"|(?:j'aimerais|je veux|je voudrais|j'ai envie de|envie de) (?:bien )?(?:te|la|vous) (?:baiser|lecher|toucher|peloter|voir nue|deshabiller|prendre|caresser)"
        r"|(?:je t'imagine|te voir|t'imaginer|te mettre) (?:toute )?(?:nue|dans mon lit)|assieds[- ]toi sur (?:moi|mon visage|mes genoux)",
    ),
    rule(
        "sexual.body.fr", "S4", LIKELY, "seins|nichons|cul|fesses|decollete|bonne|baisable|corps|jambes|poitrine",
        r"(?:quels?|beaux?|jolis?|gros|sacres?|belles?|tes|ton|ces) (?:seins|nichons|cul|fesses|decollete|poitrine)|(?:t'es|tu es|elle est|trop) (?:bien |trop |super )*(?:bonne⟩(?! en| pour| dans| a| idee| journee)|baisable|bandante)|avec un corps pareil",
    ),
    rule(
        "intimate.leak.fr", "S1", SURE, "photos|videos|nudes|nue|intime|sextape",
        r"(?:publi\w+|balanc\w+|diffus\w+|partag\w+|vend\w+|j'ai|on a|poster\w*|envoyer\w*|fuite\w*)~?(?: tes| ses| les| des| ta| sa)* ?(?:photos? (?:intimes?|nue|privees?|de toi nue|d'elle nue)|videos? (?:intimes?|privees?)|nudes|sextape)",
    ),
    rule(
        "intimate.fake.fr", "S2", SURE, "deepfake|porno|fausses photos|ton visage|son visage|montage",
        r"(?:faire|fait|fais|ferai|partage|regardez|poste)~(?:deepfakes?|faux porno|porno (?:avec l'ia|par ia)|fausses? photos? nue?)|(?:mettre|mis|colle|coller) (?:ton|son) visage sur~(?:nu|porno|nue)|montages? (?:porno|nue?|sexuels?)",
    ),
    rule(
        "sexism.slur.fr", "H1", SURE, "pute|salope|connasse|chienne|garce|trainee|feminazi|petasse|pouffiasse|catin",
        r"(?:sale|espece de|grosse|pauvre|petite|vieille|t'es|tu es|vous etes|quelle|cette|c'est|ta gueule|de) ?(?:une|qu'une|vraiment une|la)? ?(?:pute|salope|connasse|chienne|garce|trainee|feminazi|petasse|pouffiasse|catin)|fils de pute"
        r"|^(?:salope|connasse|pute|petasse)⟩",
    ),
    rule(
        "sexism.place.fr", "H1", SURE, "cuisine|femme|hysterique|couche|mari|regles|sandwich|vaisselle",
        r"(?:retourne|reste|rentre|va)(?:s|z)? (?:donc )?(?:a|dans|en) (?:ta|la|tes) (?:cuisine|casseroles|fourneaux)|retourne faire (?:la vaisselle|a manger|le menage)|fais[- ]moi un sandwich"
        r"|les femmes (?:ne )?(?:doivent|devraient|savent|peuvent|sont) (?:pas|incapables|trop emotives|faites pour (?:la maison|la cuisine|rester))|(?:espece d'|quelle |encore une |pauvre )hysterique|t'es hysterique"
        r"|(?:tu as|t'as|elle a) (?:du )?couche(?:r)? (?:avec|pour)|trouve[- ]toi un mari|(?:tu as|t'as|elle a) (?:tes|ses) regles|pas (?:un metier|une place|la place|un travail) (?:de|pour|d')(?: une| les)? ?femmes?|bien une femme",
    ),
    rule(
        "hate.go_back.fr", "H2", LIKELY, "retourne|rentre|ton pays|chez toi|ta race",
        r"(?:retourne|rentre|retournez|degage) (?:donc )?(?:dans (?:ton|votre) (?:pays|bled|desert|jungle)|d'ou tu viens|au bled)|les gens de (?:ta|ton) (?:race|espece)|sale race",
    ),
    rule(
        "insult.direct.fr", "A1", LIKELY,
        "idiote|imbecile|conn|debile|abrutie|pourriture|ordure|dechet|moche|laide|vache|truie|grognasse|incapable|nulle|pitoyable"
        "|pathetique|minable|folle|sorciere|merde|degueul|vipere|parasite|cruche|tocarde|degout|personne ne",
        rf"(?:tu es|t'es|vous etes)(?: une?| vraiment| trop| si| qu'une?| juste| bien| la| pauvre| sale)* {_BAD}|(?:espece d[e']|sale|pauvre|grosse|vieille) ?{_BAD}"
        r"|tu (?:me |nous )?(?:degoutes|fais vomir)|personne ne (?:t'aime|te supporte)|tu (?:ne )?vaux rien|quelle (?:idiote|conne|cruche|ordure)",
    ),
    rule(
        "insult.accusing.fr", "A1", HINT, "menteuse|honte|escroc|hypocrite|clown|vendue",
        r"(?:tu es|t'es|vous etes)(?: une?| la| qu'une?)* (?:menteuse|honte|escroc|hypocrite|clown|vendue)",
    ),
    rule(
        "silencing.order.fr", "A1", LIKELY, "tais|taire|taisez|gueule|ferme|ton compte|ta place|politique|demande|silence",
        r"(?<!ne )(?:tais[- ]toi|taisez[- ]vous|ta gueule|ferme (?:la|ta (?:bouche|gueule))|ferme[- ]la|la ferme)|(?:supprime|ferme) ton compte|reste a ta place|(?:quitte|arrete|lache) la politique"
        r"|(?:personne|on) (?:ne )?t'a (?:rien )?demande|(?:tu|vous|elle) (?:ferais?|feriez|ferait) mieux de (?:te |vous |se )?taire|(?:tu|elle) (?:devrais|devrait) (?:te|se) taire",
    ),
    rule(
        "silencing.force.fr", "A1", SURE, "faire taire|virer|licencier|bannir",
        r"(?:on|je|nous) (?:va|vais|allons|finira par) (?:te|vous|la) (?:faire )?(?:taire|virer|licencier|bannir|disparaitre d)|on te fera (?:taire|virer|bannir)",
    ),
    rule(
        "silencing.raid.fr", "T3", SURE, "signal|raid|attaqu|inond|spam|harcel",
        r"(?:tous|tout le monde|les gars|allez|allons|on va)~?(?: tous)? ?(?:signaler|signalez|signale|raid\w*|attaque\w*|inonde\w*|spamme\w*|harcele\w*)(?:-la)?(?: tous)?(?: son| cette| ce| ses| la)?"
        r" ?(?:compte|profil|femme|messages|commentaires|mentions)|(?:signalez|attaquez|inondez|spammez|harcelez)(?:-la| tous son compte| son compte| cette femme)",
    ),
    rule(
        "support.fr", "", LIKELY, "soutien|bravo|merci|courage|fiere|fier|seule|respect|force|admir|inspir|croi|continue|discours|dit|bises|solidar",
        r"(?:tout mon|plein de|mon) soutien|je (?:te|vous) soutiens|on (?:te|vous) soutient|bravo|merci (?:beaucoup |infiniment )?(?:pour (?:ton|ta|votre|tes|vos|tout|ce)|d'avoir|de parler|d'etre|a toi|a vous)|(?:bon|beaucoup de|quel|plein de) courage|courage a (?:toi|vous)"
        r"|fi(?:ere?|ers) de (?:toi|vous)|(?:tu n'es|vous n'etes|t'es) pas seule|(?:je|on) (?:t'admire|vous admire|te croit|te crois|vous croit|vous crois)|(?:tu es|vous etes)~?(?: tres| si| une)? ?(?:courageuse|inspirante|inspiration|formidable|incroyable|exemple|modele)"
        r"|avec (?:toi|vous) de tout coeur|(?:on est|je suis|nous sommes) (?:avec|derriere) (?:toi|vous)|solidarite|(?:continue|continuez)(?: comme ca| a parler| le combat|!|,)|(?:excellent|super|beau|magnifique) (?:discours|travail|article|interview|boulot)|bien dit|ne lache(?:z)? rien|force a (?:toi|vous)",
    ),
)
