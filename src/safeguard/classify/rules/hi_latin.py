"""Rules for Hindi in Latin letters, as it is mostly typed on telephones."""

from safeguard.classify.rules.rule import LIKELY, NOTED, SURE, rule

_TO_HER = r"(?:tujhe|tujhko|tujh ko|tumhe|tumhein|tumko|tum ko|aapko|usko|use|isko|ise|teri maa ko)"
_BAD = r"(?:bewakoof|bewkoof|gadhi|pagal|kamini|kameeni|ghatiya|gandi|nikammi|moti|badsurat|naali ki keedi|jahil|ullu|chudail)"

RULES = (
    rule(
        "threat.violence.hi-Latn", "T1", SURE, "maar|mar |marun|jala|kaat|tod|goli|tezab|uda |thok|peet|khatam",
        rf"{_TO_HER}~?(?: jaan se| zinda| ghar se)? ?(?:maar|mar|jala|kaat|thok|uda|peet|khatam kar|tod) (?:dunga|doonga|denge|dalunga|daalunga|dalenge|daalenge|dega|dena chahiye|do|ke)"
        r"|(?:goli|tezab|thappad) (?:maar|mar|phek|fek|daal) (?:dunga|doonga|denge|dega|do)|maarunga|marunga tujhe|haath pair tod (?:dunga|denge)|jaan se (?:maar|mar)",
    ),
    rule(
        "threat.wish.hi-Latn", "T1", SURE, "mar ja|maut|mar kyu|jala do|latka|mare|maar khani",
        r"(?:tu|tum|tujhe|kash|bhagwan kare)~(?:mar (?:ja|jaye|jaaye|jao|jaaye)|maut aaye|maut aa jaye|maut aani chahiye)|(?:ise|isko|usko|tujhe|aisi aurat\w* ko) (?:latka|jala|maar|goli maar) (?:do|dena chahiye|deni chahiye)",
    ),
    rule(
        "threat.conditional.hi-Latn", "T1", LIKELY, "agar|varna|warna|nahi to|dekh lena|anjaam|pachta|sambhal|dekh lenge|bach ke|chodenge|chhodenge",
        r"(?:varna|warna|nahi to|nahin to|agar)⟩.{1,60}⟨(?:anjaam|anjam|pachta\w*|dekh lena|dekh lenge|bura hoga|theek nahi hoga|nahi bachegi|ghar aa\w*|chhodenge nahi|chodenge nahi)|(?:sambhal ke rehna|sambhal kar rehna|bach ke rehna|tujhe dekh lenge|tujhe dekh lunga|ginti ke din|chhodunga nahi|chodunga nahi|chhodenge nahi)",
    ),
    rule(
        "threat.sexual.hi-Latn", "T2", SURE, "rape|balatkar|izzat loot|utha le",
        r"(?:tera|teri|tujhe|tumhara|iska|uska)~(?:rape|balatkar|izzat loot)~?(?: kar)? ?(?:dunga|doonga|karunga|karenge|denge|hona chahiye|lunga|lenge|karna)|(?:tujhe|isko|usko)~utha (?:lenge|lunga|le jayenge|ke le)",
    ),
    rule(
        "selfharm.urge.hi-Latn", "T4", SURE, "mar ja|khudkushi|suicide|doob mar|latak ja|zeher",
        r"(?:ja ke|jaake|jakar|ja|jaa) (?:mar ja|mar|doob mar|latak ja|khudkushi kar)|doob (?:ke )?mar(?:o| ja)?|chullu bhar paani|(?:khudkushi|suicide) kar (?:le|lo)|zeher kha (?:le|lo)",
    ),
    rule(
        "stalking.where.hi-Latn", "A4", SURE, "kaha|kahan|ghar ke bahar|ghar ke saamne|ghar ka pata|peecha|nazar|dekha tha|school",
        r"(?:pata hai|jaanta hu\w*|jante hain?|maloom hai|janta hu\w*)~?(?: ki)?~?(?: tu| tum| kahan)* ?(?:kahan?|kidhar|kis (?:school|gali|office))~?(?:rehti|rahti|kaam karti|jaati|jati|padhte|padhti)|(?:tu|tum) kahan? (?:rehti|rahti|jaati|jati) (?:hai|ho)~(?:pata|maloom|jaan\w*)"
        r"|(?:tere|tumhare) (?:ghar|office) ke (?:bahar|saamne|samne|neeche)|(?:tera|tumhara) ghar ka pata|(?:tujh|tum) ?(?:pe|par) nazar|(?:peecha|pichha) (?:kar|kiya)~?(?: tera)? ?(?:raha|rahe|tha|karunga)?|(?:ghar|office) se nikalte (?:hue )?dekha",
    ),
    rule(
        "fixation.hi-Latn", "A4", NOTED, "hamesha|sirf meri|meri ho|reply kyu|jawab kyu",
        r"(?:main |mai )?hamesha (?:teri|tumhari|tere|tumhare|aapki) (?:raksha|hifazat|paas|saath|peeche)|(?:tu|tum) (?:sirf )?meri (?:hai|ho|rahegi)|(?:reply|jawab) kyu\w* nahi",
    ),
    rule(
        "doxxing.address.hi-Latn", "P1", SURE, "pata|number|address|ghar ka|makaan|makan|flat|gali",
        r"(?:iska|uska|iski|uski|is aurat ka) (?:ghar ka |phone |mobile |asli )?(?:pata|number|address|ghar)(?: hai| ye| yeh|:| yahan| lo| le lo)|(?:makaan|makan|flat|gali) (?:number|no\.?|nambar) ?\d{1,4}|(?:ye|yeh|lo) (?:raha )?(?:iska|uska) (?:pata|number|address)",
    ),
    rule(
        "sexual.demand.hi-Latn", "S4", SURE, "photo|nangi|nude|kapde|rate|raat|bistar|dikha|sone",
        r"(?:nangi|nude|sexy|bina kapdo\w* ki|hot) (?:photo|pic|pics|tasveer)\w*|(?:kapde|blouse|saree) utaar\w*|(?:kitna|kya) (?:rate|leti)~?(?: hai| ho)? ?(?:ek raat|raat|tera|hai|ho)?|ek raat (?:ka|ki|ke)|(?:mere|hamare) (?:saath|sath) (?:so ja|soegi|sone|bistar)|(?:apna|apni) (?:badan|body|figure|jism) dikha",
    ),
    rule(
        "sexual.body.hi-Latn", "S4", LIKELY, "maal|figure|badan|jism",
        r"(?:kya|mast|garam|ekdum|tagda) (?:maal|figure|badan|jism|item)|(?:tera|teri) (?:badan|jism|figure|kamar)",
    ),
    rule(
        "sexism.slur.hi-Latn", "H1", SURE, "randi|kutiya|kutia|chinal|besharam|besharm",
        r"randi|kutiya|kutia|chinaal|chinal|besharm? aurat|besharam aurat",
    ),
    rule(
        "sexism.place.hi-Latn", "H1", SURE, "rasoi|kitchen|aurat|roti|chulha|ladki",
        r"(?:rasoi|kitchen|chulha|chulhe)~?(?: hi)? ?(?:sambhal\w*|me (?:ja|reh|jao|raho)|mein (?:ja|reh|jao|raho)|tak (?:hi )?(?:reh|raho)|me hi|mein hi|chala)|ja(?:o|kar|ke)? (?:roti|khana|rotiyan) (?:bana|pak)\w*|aurat\w* (?:ko|ka|ki)~(?:kaam nahi|jagah ghar|akal nahi|dimag nahi|bolna nahi|politics me nahi)|aurat ho(?:kar| ke| to)? (?:itna|chup|aurat)",
    ),
    rule(
        "insult.direct.hi-Latn", "A1", LIKELY, "bewakoof|bewkoof|gadhi|pagal|kami|kamee|ghatiya|gandi|nikammi|moti|badsurat|keedi|jahil|ullu|chudail|sharm",
        rf"(?:tu|tum|ye|yeh|aap)~?(?: ek| to| toh| sabse| kitni| bahut)* ?{_BAD}(?: aurat| ladki)? ?(?:hai|ho|aurat|kahi ki|kahin ki)|{_BAD} (?:aurat|kahi ki|kahin ki|ladki)|tujhe sharm (?:nahi|aani)",
    ),
    rule(
        "silencing.order.hi-Latn", "A1", LIKELY, "chup|muh band|munh band|account|bolna band|aukat|aukaat",
        r"chup (?:kar|raho|reh|ho ja|baith)\w*|mu(?:n)?h band|(?:apna )?account (?:delete|band) kar|(?:bolna|likhna) band kar|(?:apni )?auka+t (?:me|mein) (?:reh|raho|rah)|tujhe kisne poocha",
    ),
    rule(
        "silencing.raid.hi-Latn", "T3", SURE, "sab |report|mil ke|milkar",
        r"(?:sab|sabhi|sab log|chalo|doston|bhaiyo)~(?:report|spam|raid)~?(?:karo|kar do|maro)|(?:mil ?ke|milkar)~(?:report|sabak)",
    ),
    rule(
        "support.hi-Latn", "", LIKELY, "saath|garv|shukriya|dhanyavad|himmat|bahadur|samman|shabash|support|prerna|akeli",
        r"(?:hum|main|mai|ham)~(?:aapke|tumhare|tere) (?:saath|sath) (?:hain?|hu\w*|hoon)|(?:aap|tum|tu) (?:par|pe) (?:hame |hamein |mujhe )?(?:garv|naaz)|(?:bahut )?(?:shukriya|dhanyavad|dhanyawad)|(?:aap|tum) (?:bahut |bohot |sach me )*(?:bahadur|himmatwali|prerna|himmat)|himmat (?:ko|rakho|rakhna|rakhiye|mat haarna)|(?:aap|tum) akeli nahi|shabash|bahut (?:accha|acha|badhiya) (?:bola|kaha|likha|kaam)",
    ),
)
