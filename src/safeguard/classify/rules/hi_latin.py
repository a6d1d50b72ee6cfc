"""Rules for Hindi in Latin letters, as it is mostly typed on telephones."""

from safeguard.classify.rules.rule import LIKELY, NOTED, SURE, rule

_TO_HER = r"(?:tujhe|tujhko|tujh ko|tumhe|tumhein|tumko|tum ko|aapko|usko|use|isko|ise|teri maa ko)"
_BAD = (
    r"(?:bewakoof|bewkoof|gadhi|pagal|kamini|kameeni|ghatiya|gandi|nikammi|moti|badsurat"
    r"|naali ki keedi|jahil|ullu|chudail)"
)
RULES = (
    rule(
        "threat.violence.hi-Latn",
        "T1",
        SURE,
        rf"{_TO_HER}~?(?: jaan se| zinda| ghar se)? ?(?:maar|mar|jala|kaat|thok|uda|peet"
        r"|khatam kar|tod) (?:dunga|doonga|denge|dalunga|daalunga|dalenge|daalenge|dega"
        r"|dena chahiye|do|ke)"
        r"|(?:goli|tezab|thappad) (?:maar|mar|phek|fek|daal) (?:dunga|doonga|denge|dega|do)"
        r"|maarunga|marunga tujhe|haath pair tod (?:dunga|denge)|jaan se (?:maar|mar)"
        r"|tu maregi|zinda nahi (?:bachegi|rahegi|chhod\w*)|haath (?:pair )?tod (?:dunga|denge)"
        r"|darwaze (?:pe|par)~intezaar"
        r"|(?:tera|teri|tere|iska|iski|uska|uski|isko|usko|tujhko|tumko) ?(?:murder|katl|khoon|encounter"
        r"|accident|gala|haath|pair|haddi\w*|taang\w*|muh|munh|sar|zubaan|zuban|jeebh)~?(?: kar| karwa"
        r"| kaat| tod| fod| phod| daba| kheench)* ?(?:dunga|doonga|denge|denga|de|do|dega|karunga|karenge"
        r"|dalunga|dalenge|jayega|jayegi|jaegi|kategi|lenge|lunga)"
        r"|(?:fook|phoonk|jala|uda|gaad|dafna|thok|tapka|nipta|latka|peet|kaat|maar) (?:dunga|doonga|denge"
        r"|dalunga|dalenge|deb|dena chahiye|dalo|do)(?! (?:goal|chakka|century))|(?:acid|tezab"
        r"|tejab)~(?:phek\w*|fek\w*|daal\w*|dal\w*|sasta)|zinda (?:jala|gaad|nahi chhod|nahi chod)\w*|lash"
        r"|laash (?:milegi|pe)|jaan (?:se|pyari|le)",
    ),
    rule(
        "threat.wish.hi-Latn",
        "T1",
        SURE,
        r"(?:tu|tum|tujhe|kash|bhagwan kare)~(?:mar (?:ja|jaye|jaaye|jao|jaaye)|maut aaye"
        r"|maut aa jaye|maut aani chahiye)|(?:ise|isko|usko|tujhe|aisi aurat\w* ko) (?:latka|jala"
        r"|maar|goli maar) (?:do|dena chahiye|deni chahiye)",
    ),
    rule(
        "threat.conditional.hi-Latn",
        "T1",
        LIKELY,
        r"(?:varna|warna|nahi to|nahin to|agar)⟩.{1,60}⟨(?:anjaam|anjam|pachta\w*|dekh lena"
        r"|dekh lenge|bura hoga|theek nahi hoga|nahi bachegi|ghar aa\w*|chhodenge nahi"
        r"|chodenge nahi)|(?:sambhal ke rehna|sambhal kar rehna|bach ke rehna|tujhe dekh lenge"
        r"|tujhe dekh lunga|ginti ke din|chhodunga nahi|chodunga nahi|chhodenge nahi)",
    ),
    rule(
        "threat.harm.hi-Latn",
        "T1",
        LIKELY,
        r"agla thikana hospital|ghar jala (?:denge|dunga|do)|goli maar|din ginti|kuchal de"
        r"|dhoond (?:lenge|lunga)|muh tod|sabak sikha\w*|akele nikalte|pata hai tu kahan?"
        r"|khoon (?:kar|baha)\w*"
        r"|(?:ghar|office|college|school|gaadi|dukan|gali|hostel|raste) ?(?:tak|me|mein|ke bahar|pe"
        r"|par)~(?:aa (?:jayenge|rahe|raha|ke)|aake|milenge|milte hain|pahunch\w*|aayenge|aaunga|intezaar)"
        r"|nikalna (?:band|mushkil)|(?:tera|tumhara|iska) (?:number|address|ghar|pata) (?:hai|h|mil gaya"
        r"|pata hai)~(?:mere|hamare|humare)?|(?:kuch|kuchh) bhi ho (?:sakta|jaye\w*|jata)|(?:dekh|samajh"
        r"|sambhal|soch) (?:lena|lo|le|jao|ja)(?:,| warna| varna| nahi to| phir)|(?:beti|bachche|bachhe"
        r"|bhai|pati|maa) ka (?:khayal|dhyan|khyal) rakh\w*|uthwa (?:lenge|lunga|denge)|supari|kabr"
        r"|kabristan|kafan|arthi|chita saja\w*",
    ),
    rule(
        "threat.incite.hi-Latn",
        "T3",
        LIKELY,
        r"(?:chalo|sab|sab log|ladko|bhaiyo)⟩.{0,40}⟨(?:iske|uske) (?:ghar|office|yaha)⟩.{0,50}⟨(?:sabak|faisla"
        r"|hisab|lathi|danda|dande|jala|dekh lenge)"
        r"|(?:isko|ise|isse|usko|use|aurat ko|saali ko)~(?:jala (?:do|dena)|maar (?:do|dalo)|kaat (?:do|dalo)"
        r"|goli (?:maro|marwa\S*)|utha lo|thikane lagao?|latka do|ghaseet\S*|peeto|maarna chahiye|sabak sikhao)"
        r"|(?:lathi|danda|dande|talwar|petrol) (?:leke|lekar|le ke|le aao|uthao)"
        r"|(?:danda|dande|lathi)⟩.{0,30}⟨(?:leke|lekar)|jo(?: bhi)? (?:isko|ise|usko) (?:maare|maarega|thoke|thokega"
        r"|chup karaye)|(?:naak|zubaan|jeebh) (?:kaat|kheench)(?: lo| ke)",
    ),
    rule(
        "threat.veiled.hi-Latn",
        "T1",
        LIKELY,
        r"(?:beti|beta|bache|bhai|pati|behen|husband|maa)⟩.{0,45}⟨(?:sab pata hai|pata hai (?:hume|humko)"
        r"|soch le(?:na)?|dhyan rakh(?:na)?|sambhal ke|achi baat hai)|family wali ho|(?:tujhe|tumhe|tereko) dekh lenge"
        r"|sambhal (?:ke|kar) (?:rehna|chalna|nikalna)|din gin (?:le|lo|lena)|anjaam (?:bura|bhugat\S*)"
        r"|(?:agli|is) baar~(?:nahi hogi|nahi hoga|bachegi nahi|nahi bachegi)"
        r"|(?:akeli|akele me|bina guard)~(?:mil|dikh) (?:ja|jaa|gayi)|ghar ka (?:naksha|rasta)~(?:pata hai|malum hai)"
        r"|(?:bus|bas) ek baar~(?:mil|dikh) ja"
        r"|agl[ai] (?:number|no|baari|bari) ter[ai]|agli (?:tu|tum) (?:hai|ho)(?! [a-z])",
    ),
    rule(
        "threat.sexual.hi-Latn",
        "T2",
        SURE,
        r"(?:tera|teri|tujhe|tumhara|iska|uska)~(?:rape|balatkar|izzat loot)~?(?: kar)? ?(?:dunga"
        r"|doonga|karunga|karenge|denge|hona chahiye|lunga|lenge|karna)|(?:tujhe|isko"
        r"|usko)~utha (?:lenge|lunga|le jayenge|ke le)",
    ),
    rule(
        "selfharm.urge.hi-Latn",
        "T4",
        SURE,
        r"(?:ja ke|jaake|jakar|ja|jaa) (?:mar ja|mar|doob mar|latak ja|khudkushi kar)"
        r"|doob (?:ke )?mar(?:o| ja)?|chullu bhar paani|(?:khudkushi|suicide) kar (?:le|lo)"
        r"|zeher kha (?:le|lo)"
        r"|(?:phaansi|fansi|faansi|phansi) (?:laga|lga|chadh)\w*|(?:latak|mar) (?:kyu|kyun"
        r"|kyo) nahi (?:jati|jaati|jaate)|(?:train|gaadi|chhat|pankhe) (?:ke (?:niche|neeche|aage)|se"
        r"|pe) (?:kood|kud|latak|lat|aa|let)\w*|nas kaat (?:le|lo)|duniya se (?:ja|chali ja)",
    ),
    rule(
        "stalking.where.hi-Latn",
        "A4",
        SURE,
        r"(?:pata hai|jaanta hu\w*|jante hain?|maloom hai|janta hu\w*)~?(?: ki)?~?(?: tu| tum"
        r"| kahan)* ?(?:kahan?|kidhar|kis (?:school|gali|office))~?(?:rehti|rahti|kaam karti"
        r"|jaati|jati|padhte|padhti)|(?:tu|tum) kahan? (?:rehti|rahti|jaati|jati) (?:hai"
        r"|ho)~(?:pata|maloom|jaan\w*)"
        r"|(?:tere|tumhare) (?:ghar|office) ke (?:bahar|saamne|samne|neeche)|(?:tera"
        r"|tumhara) ghar ka pata|(?:tujh|tum) ?(?:pe|par) nazar|(?:peecha|pichha) (?:kar"
        r"|kiya)~?(?: tera)? ?(?:raha|rahe|tha|karunga)?|(?:ghar"
        r"|office) se nikalte (?:hue )?dekha",
    ),
    rule(
        "fixation.hi-Latn",
        "A4",
        NOTED,
        r"(?:main |mai )?hamesha (?:teri|tumhari|tere|tumhare|aapki) (?:raksha|hifazat|paas|saath"
        r"|peeche)|(?:tu|tum) (?:sirf )?meri (?:hai|ho|rahegi)|(?:reply|jawab) kyu\w* nahi",
    ),
    rule(
        "doxxing.address.hi-Latn",
        "P1",
        SURE,
        r"(?:iska|uska|iski|uski|is aurat ka) (?:ghar ka |phone |mobile |asli )?(?:pata|number"
        r"|address|ghar)(?: hai| ye| yeh|:| yahan| lo| le lo)|(?:makaan|makan|flat"
        r"|gali) (?:number|no\.?|nambar) ?\d{1,4}|(?:ye|yeh|lo) (?:raha )?(?:iska|uska) (?:pata"
        r"|number|address)",
    ),
    rule(
        "doxxing.person.hi-Latn",
        "P1",
        LIKELY,
        r"(?:iska|uska) (?:mobile |phone )?number|address daal|raha (?:iska|uska) ghar"
        r"|asli naam .{2,24} hai|akeli kaam karti|bedroom hai"
        r"|(?:koi|kisi ko|kisi k|kisi ke)~(?:pata|address|number|no\.?|ghar|location|detail\w*)~(?:batao"
        r"|batayega|bata do|bta do|dega|do|chahiye|hai kya|milega|nikalo|nikalwa\w*)|(?:iska|iski|iske"
        r"|uska|uski|uske) (?:ghar|pata|address|number|no|gaadi|gadi|scooty|car|bike|school|college|office"
        r"|hostel|beti|bete|pati|maa|bhai)~(?:hai|h|likh\w*|dal\w*|daal\w*|post\w*|note|mil gaya|mil gya"
        r"|mila|milega|jati|jaati|padh\w*)|(?:ghar|number|address|pata|details?|location) (?:post|public"
        r"|viral|leak|group me|daal|dal) ?(?:kar\w*|kr\w*|dunga|denge|do|raha|diya)|(?:roz"
        r"|har \S{3,10})~(?:baje|akeli|akele)~?(?: se| pe)? ?(?:jati|jaati|nikalti|aati|chalti)",
    ),
    rule(
        "sexual.demand.hi-Latn",
        "S4",
        SURE,
        r"(?:nangi|nude|sexy|bina kapdo\w* ki|hot) (?:photo|pic|pics|tasveer)\w*|(?:kapde|blouse"
        r"|saree) utaar\w*|(?:kitna|kya) (?:rate|leti)~?(?: hai| ho)? ?(?:ek raat|raat|tera|hai"
        r"|ho)?|ek raat (?:ka|ki|ke)|(?:mere|hamare) (?:saath|sath) (?:so ja|soegi|sone|bistar)"
        r"|(?:apna|apni) (?:badan|body|figure|jism) dikha",
    ),
    rule(
        "sexual.gaze.hi-Latn",
        "S4",
        LIKELY,
        r"(?:teri|tumhari|bas) taang\w*|bikini (?:wali |me )?(?:photo|pic)\w*|tight (?:pehen\w*"
        r"|kapde)|mere (?:bed|bistar)|(?:tere|teri|tumhari) body|bina blouse",
    ),
    rule(
        "sexual.body.hi-Latn",
        "S4",
        LIKELY,
        r"(?:kya|mast|garam|ekdum|tagda) (?:maal|figure|badan|jism|item)|(?:tera|teri) (?:badan"
        r"|jism|figure|kamar)",
    ),
    rule(
        "sexism.slur.hi-Latn",
        "H1",
        SURE,
        r"randi|kutiya|kutia|chinaal|chinal|besharm? aurat|besharam aurat",
    ),
    rule(
        "sexism.place.hi-Latn",
        "H1",
        SURE,
        r"(?:rasoi|kitchen|chulha|chulhe)~?(?: hi)? ?(?:sambhal\w*|me (?:ja|reh|jao|raho)"
        r"|mein (?:ja|reh|jao|raho)|tak (?:hi )?(?:reh|raho)|me hi|mein hi|chala)|jaa?(?:o|kar"
        r"|ke)? (?:roti|khana|rotiyan) (?:bana|pak)\w*|aurat\w* (?:ko|ka|ki)~(?:kaam nahi"
        r"|jagah ghar|akal nahi|dimag nahi|bolna nahi|politics me nahi)|aurat ho(?:kar| ke"
        r"| to)? (?:itna|chup|aurat)",
    ),
    rule(
        "insult.direct.hi-Latn",
        "A1",
        LIKELY,
        rf"(?:tu|tum|ye|yeh|aap)~?(?: ek| to| toh| sabse| kitni| bahut)* ?{_BAD}(?: aurat"
        rf"| ladki)? ?(?:hai|ho|aurat|kahi ki|kahin ki)|{_BAD} (?:aurat|kahi ki|kahin ki|ladki)"
        r"|tujhe sharm (?:nahi|aani)",
    ),
    rule(
        "insult.name.hi-Latn",
        "A1",
        LIKELY,
        r"khaa?li dimag|dafa ho|nikammi|(?:itni|kitni|ek) (?:bewakoof|bewkoof|pagal|gadhi)"
        r"|(?:ghar ja|dekho) joker|(?:kal|hamesha) (?:bhi )?jhoothi|manhoos",
    ),
    rule(
        "silencing.order.hi-Latn",
        "A1",
        LIKELY,
        r"chup (?:kar|raho|reh|ho ja|baith)\w*|mu(?:n)?h band|(?:apna )?account (?:delete"
        r"|band) kar|(?:bolna|likhna) band kar|(?:apni )?auka+t (?:me|mein) (?:reh|raho|rah)"
        r"|tujhe kisne poocha",
    ),
    rule(
        "silencing.raid.hi-Latn",
        "T3",
        SURE,
        r"(?:sab|sabhi|sab log|chalo|doston|bhaiyo)~(?:report|spam|raid)~?(?:karo|kar do|maro)"
        r"|(?:mil ?ke|milkar)~(?:report|sabak)",
    ),
    rule(
        "support.hi-Latn",
        "",
        LIKELY,
        r"(?:hum|main|mai|ham)~(?:aapke|tumhare|tere) (?:saath|sath) (?:hain?|hu\w*|hoon)|(?:aap"
        r"|tum|tu) (?:par|pe) (?:hame |hamein |mujhe )?(?:garv|naaz)|(?:bahut )?(?:shukriya"
        r"|dhanyavad|dhanyawad)|(?:aap|tum) (?:bahut |bohot |sach me )*(?:bahadur|himmatwali"
        r"|prerna|himmat)|himmat (?:ko|rakho|rakhna|rakhiye|mat haarna)|(?:aap|tum) akeli nahi"
        r"|shabash|bahut (?:accha|acha|badhiya) (?:bola|kaha|likha|kaam)",
    ),
)
