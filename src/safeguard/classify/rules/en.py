"""Rules for English."""

from safeguard.classify.rules.rule import HINT, LIKELY, NOTED, SURE, rule

_HER = (
    r"(?:you|u|ya|her|your (?:kids?|children|family|daughters?|sons?|mother|house|face|neck|legs))"
)
_KEPT = r"(?<!never )(?<!not )(?<!n't )(?<!dont )"  # "don't shut up about it" silences nobody
_STREET = r"(?:street|road|avenue|lane|drive|close|court|boulevard|terrace|crescent|st|rd|ave|blvd)"

RULES = (
    rule(
        "threat.violence.en",
        "T1",
        SURE,
        r"(?:i(?:'?ll|'?m| will| am)?|we(?:'ll| will| are)?|gonna|going to|imma"
        r"|some(?:one|body) (?:should|will|must|needs to))"
        r"~(?:kill|murder|shoot|stab|strangle|behead|hurt|beat|bury|hang|break|burn|slap|punch|smash"
        rf"|throw acid (?:on|at|in)) {_HER}"
        r"|(?:i(?:'?ll| will)|we(?:'?ll| will)|gonna|ima|i'm gonna) (?:bash|batter|deck|shank|gut|end|drop"
        r"|choke|drown|skin|run over|knock out|finish|ram|slit) (?:you|ya|u|her|(?:your|ur|her) (?:throat"
        r"|face|head|kids?))"
        r"|(?:you(?:'re| are)|youre|ur|u r|she(?:'s| is)|shes) (?:gonna|going to|about to|bound to) (?:get"
        r"|be) (?:hurt|killed|shot|stabbed|jumped|beaten|dropped|attacked|got|found dead|buried|burned|burnt)"
        r"|(?:knock|kick|smash|punch|break|cave|split|blow|beat) (?:your|ur|her) (?:teeth|face|skull|head"
        r"|jaw|brains?|nose|neck|legs|kneecaps)(?: (?:in|out|off))?"
        r"|(?:someone|somebody|who|anybody|anyone) (?:should |needs to |please |wants? to )?(?:drag|throw"
        r"|run|push|beat|shoot|slap|kick|stab|burn|jump|hang) (?:her|this (?:woman|bitch|cow|hag)"
        r"|that (?:woman|bitch|cow|hag))",
    ),
    rule(
        "threat.death.en",
        "T1",
        SURE,
        r"you(?:'re| are| will be|'ll be) (?:a )?dead(?: (?:woman|meat|girl))?(?! (?:right|wrong|on|tired|set))"
        r"|you(?:'ll|'re| are| will)?(?: going to| gonna| soon| be| must)* (?:die|bleed|be (?:killed|shot|hanged))"
        r"(?! (?:of|from|laughing|for|hard))|(?:dig|digging|dug) your grave"
        r"|(?<!before )(?<!until )(?<!when )(?<!till )you die(?! (?:of|laughing|hard|from|in))"
        r"|(?:won't|not) live to see|your blood (?:will|on)|at your (?:door|house|home"
        r"|school) with an? (?:hammer|knife|gun|bat)",
    ),
    rule(
        "threat.wish.en",
        "T1",
        SURE,
        r"(?:hope|wish|pray|want|see) (?:that )?(?:you|u|she|her|someone|somebody)~"
        r"(?:dies?|dead|killed|kills|shot|shoots|hanged|hangs?|beaten|beats?|stabbed|stabs|hurts?|burns?"
        r"|suffers?|attacks?|run over)|(?:you|u|she) (?:deserves?|should|needs?|ought)(?: to)?~"
        r"(?:die|killed|shot|hanged|hung|beaten|slapped|stabbed|burned|burnt|hurt|run over|a beating)"
        r"|(?:let|may|hope|pray|hoping|wish|please) (?:that )?(?:a|the|some|your|her) (?:bus|truck|car"
        r"|lorry|train|house|home|plane|fire|bullet|brakes?|cancer)~(?:find|finds|hits?|crash\w*|burns?"
        r"|takes?|fails?|runs?|finish\w*) ?(?:you|her|down|over)?"
        r"|(?:shame|pity|sad) (?:that )?(?:you|u|she) (?:survived|lived|made it|didn't die|woke up|weren't in it)"
        r"|(?:hope|wish|pray) (?:you|u|she) (?:never|don't|doesn't|won't)~(?:wake|make it|come home"
        r"|see (?:another|tomorrow|christmas)|survive|get home)"
        r"|(?:she|you|u)~(?:needs?|deserves?|wants?|asking for|begging for|earned) an? (?:good |proper "
        r"|hard |nice )?(?:slap|kicking|hiding|smack|bullet|punch|noose|rope|thrashing|brick|bat|knife)",
    ),
    rule(
        "threat.conditional.en",
        "T1",
        LIKELY,
        r"(?:if|unless|keep|next time|one more|stop|dare|carry on|otherwise)⟩.{1,60}⟨"
        r"(?:(?:you'll|you will) (?:regret|be sorry|pay|get hurt|end up|not be safe)|or else|see what happens"
        r"|find out what happens|(?:we|i)(?:'ll| will) (?:come|pay you|deal with|find|visit|get)"
        r"|(?:won't|not) (?:be safe|walk|make it)|make you pay|be your last)"
        r"(?!.{0,40}(?:election|polls?|ballot|voters?|next year))"
        r"|(?:if|next time|when|once|the day) (?:i|we) (?:ever )?(?:see|catch|meet|find|get) (?:you|her"
        r"|u)⟩.{1,50}⟨(?:dead|kill\w*|smash\w*|ramm?\w*|break\w*|punch\w*|slap\w*|beat\w*|knock\w*|stab\w*"
        r"|cut\w*|run (?:you|her|u))"
        r"|(?:delete|take it down|take that down|apologi[sz]e|resign|drop (?:it|the (?:story|case"
        r"|charges))|withdraw|quit|leave|shut up)⟩.{0,40}⟨or (?:i|we|my (?:boys|brothers|mates))(?:'ll"
        r"| will| are going to| come| burn| post)",
    ),
    rule(
        "threat.veiled.en",
        "T1",
        LIKELY,
        r"watch your back|sleep with one eye open|accidents (?:do )?happen|(?:shame"
        r"|pity) if (?:some|any)thing happened"
        r"|your days are numbered|(?:we|i)(?:'ll| will) (?:find|get|visit|come for|hunt|deal with) (?:you|her)"
        r"(?! (?:a|an|the|some|another|more|on|at|in|out|here|there|soon)⟩)"
        r"|you won't (?:be (?:safe|smiling|laughing|so brave)|walk home|see it coming|make it home)"
        r"|nobody will (?:find|miss|hear) you|look over your shoulder|something (?:bad )?(?:will"
        r"|might|could) happen to you|(?:we|i) know where to find you|you (?:will|are going to) suffer"
        r"|(?:would|it'd) be (?:a |such a |very |so )*(?:shame|sad|pity|terrible|awful) if"
        r"|(?:nice|lovely|pretty|beautiful|cute|sweet) (?:little )?(?:house|street|flat|garden|daughters?"
        r"|sons?|kids?|family|car|dog|place|home|windows|neighbou?rhood)~(?:you|u)(?:'ve)? (?:have|got|live|park)"
        r"|be careful~(?:walking|going|driving|getting|riding) (?:home|alone|to work|at night|back)"
        r"|(?:people|women|reporters|journalists|girls) like you (?:disappear|go missing|vanish|get hurt"
        r"|end up|get found|don't last)"
        r"|(?:we're|we are|i'm|i am|we r|boys are|they're) (?:right |just |already )?outside (?:your|ur"
        r"|her)|see you (?:outside|after) (?:your|the) (?:house|office|meeting|match|game|work|shift|class|gate)"
        r"|(?:sleep (?:well|tight)|enjoy (?:it|life|the quiet)) while (?:you|u) (?:still )?can|(?:you"
        r"|u) have no idea (?:who|what) (?:you're|you are|ur) (?:messing|dealing|playing) with"
        r"|(?:you're|you are|youre|ur|u r) (?:the )?next(?! (?!bitch|whore|slut|cunt)[a-z])"
        r"|next on (?:my|our) (?:hit |kill |death )?list"
        r"|next time (?:it )?won't be (?:a|just|only)",
    ),
    rule(
        "threat.harm.en",
        "T1",
        LIKELY,
        r"end up in (?:a )?(?:hospital|ditch|grave|morgue|coma)|and we(?:'ll)? pay you a visit"
        r"|won't see the (?:weekend|end of|morning|next)|wait(?:ing)? for you (?:in|at|after"
        r"|behind|outside) the (?:car park|parking|station|gate|exit|door|alley)|teach (?:you"
        r"|her) a lesson|drag (?:you|her) (?:out|by)|your (?:house|car|office|van) (?:catches"
        r"|burns|will burn|on fire)|burn (?:down )?your|acid (?:on|in|at) (?:you|that|your|her)"
        r"|shut (?:that woman|her|you) up for good|get what's coming to you|better not be alone"
        r"|(?:we|i) can reach your|(?:gladly|happily) deal with you|break your (?:hands|fingers"
        r"|arms|knees|bones)",
    ),
    rule(
        "threat.incite.en",
        "T3",
        LIKELY,
        r"(?:let's|lets|we should|we need to|we'll|boys|guys|lads|fellas|everyone|everybody|all of you)~"
        r"(?:go to|show up (?:at|to)|turn up at|meet (?:at|outside)|wait (?:at|outside)|be at|gather (?:at|outside)"
        r"|pay) (?:her|this woman's|that woman's) (?:house|home|place|street|door|flat|car|a (?:little )?visit)"
        r"|(?:bring|grab|get) (?:your |the |some )?(?:bats?|rocks|bricks|rope|torches|masks|petrol|gasoline|gas"
        r"|lathis?|slippers and stones)⟩.{0,50}⟨(?:her|she)"
        r"|(?:her|she)⟩.{0,60}⟨(?:bring|grab) (?:your |the |some |slippers and )?(?:bats?|rocks|bricks|rope|torches"
        r"|stones|petrol|gasoline|masks)"
        r"|(?:bounty|reward|beers?|dinner|drinks?|money|cash|\d+)~(?:for|to) (?:whoever|anyone who"
        r"|the (?:one|guy|man|first) (?:who|to))~(?:hits?|slaps?|gets?|shuts?|takes?|knocks?|drops?) (?:her"
        r"|this (?:woman|bitch|cow))|whoever (?:shuts|takes|knocks|drops|gets) (?:her|this (?:woman|bitch)) (?:up"
        r"|out|down)~(?:for good|on me|hero|patriot)|(?:don't|do not) let her (?:leave|get home|get away|walk out"
        r"|make it)|she(?:'s| is| comes| leaves)~(?:alone|out)⟩.{0,50}⟨(?:you know what to do|go get her|who's in"
        r"|let's go|be there)",
    ),
    rule(
        "threat.sexual.en",
        "T2",
        SURE,
        r"(?:gang ?)?(?:rape|raping) (?:you|u|her|your (?:daughter|mother|sister))"
        r"|(?:you|she|u)~(?:be|get|getting|to be) (?:gang ?)?raped"
        r"|(?:you|she) (?:deserves?|needs?|wants?) (?:a |to be |to get )?(?:good )?raped?",
    ),
    rule(
        "selfharm.urge.en",
        "T4",
        SURE,
        _KEPT
        + r"(?:kill your ?self|kys|hang yourself|drink bleach|end your (?:own )?life|slit your wrists"
        r"|go (?:and )?(?:die|jump off)|do (?:us|everyone|the world) (?:all )?a favou?r and (?:die|disappear|jump))"
        r"|(?:top|unalive|off|neck) your ?self(?! about)|(?:do|commit|try) suicide|when (?:are you|r u|u"
        r"|you) (?:gonna|going to) (?:kill|delete|off|hang|top) your ?self|(?:find|take|grab"
        r"|here's) an? rope|(?:nobody|no one|none) would (?:miss you|come to (?:your|the) funeral)"
        r"|the world (?:is|would be|'?d be) better (?:off )?without (?:you|u|her)",
    ),
    rule(
        "stalking.seen.en",
        "A4",
        SURE,
        r"(?:i|we)(?:'ve| have)? (?:saw|seen|see|watch|watched|followed|follow|spotted"
        r"|was watching|am watching) you~?"
        r" ?(?:leav\w+|home|asleep|sleep\w*|walk(?:ing)? alone|through your|outside your|every (?:day|night|morning)"
        r"|get(?:ting)? (?:on|off|into|out of) (?:the|your) (?:bus|car|train|taxi))",
    ),
    rule(
        "stalking.where.en",
        "A4",
        SURE,
        r"(?:i|we) know (?:where (?:you|she) (?:live|work|sleep|park|train|shop)s?"
        r"|your (?:address|route|street|car|plate)"
        r"|which (?:school|bus|gym|train)|what time you|when you (?:leave|get home))"
        r"|(?:i'm|i am|i was|we are|we're|i'll be|waiting) (?:waiting )?(?:for you )?(?:outside"
        r"|near|at|in front of) your "
        r"(?:house|home|door|office|work|flat|building|street|school)|you can(?:'t|not| not) hide"
        r"|(?:i|we) (?:wait|waited|stand|stood|sit|sat|stayed) (?:near|outside|at|in front of"
        r"|by) your (?:door|house|home|building|office|window)|(?:until|when) your light (?:went"
        r"|goes) (?:out|off)",
    ),
    rule(
        "fixation.en",
        "A4",
        NOTED,
        r"i(?:'ll| will)? (?:always|never stop) (?:protect\w*|watch\w*|be (?:near|watching|there"
        r"|close|with)|lov\w+|follow\w*|wait\w*)"
        r"|you(?:'re| are| will be|'ll be) (?:mine|meant for me|my destiny)|(?:we|you and i) belong together"
        r"|only i (?:can )?(?:understand|protect|love|know) you|i (?:think about|dream of) you (?:all|every)"
        r"|why (?:do you keep ignoring|are you ignoring|don't you answer|won't you answer) me",
    ),
    rule(
        "doxxing.address.en",
        "P1",
        SURE,
        rf"\d{{1,5}}[a-z]?,? (?:[a-z']{{2,20}} ){{1,3}}{_STREET}"
        r"|her (?:home |private )?address(?: is|:)|(?:here(?:'s| is)|this is|sharing|post(?:ed|ing)?) (?:her|your) "
        r"(?:home |private |personal |real |phone |mobile )?(?:address|number|phone)"
        r"|her (?:phone |mobile )?number(?: is|:)"
        r"|(?:she|the bitch) lives at|(?:her|your) (?:kids?|children|daughter|son)s? (?:goes to"
        r"|go to|attends?) ",
    ),
    rule(
        "doxxing.person.en",
        "P1",
        LIKELY,
        r"her real name is|is her bedroom|her (?:daughter|son)'s name is|(?:hold of|found) her (?:mobile"
        r"|number|phone|address)|she (?:jogs|runs|walks|works"
        r"|swims) .{3,50}⟨(?:alone|just so you know|in case anyone)|(?:posting|publish|publishing"
        r"|post|leak) her address"
        r"|(?:anyone|anybody|who|someone|somebody|any of (?:you|youse|you guys))(?: (?:here|else"
        r"|in \S{2,20}))? (?:know|knows|got|has|have|find|finds|found|can (?:get|find))~(?:where (?:she"
        r"|this (?:woman|girl|bitch|hag))|(?:her|this woman's) (?:address|adress|addy|number|phone|home"
        r"|house|street|workplace|school|location|plate))"
        r"|where (?:does|do) (?:she|this (?:woman|bitch|girl)) (?:live|work|park|train|stay|study)"
        r"|where(?:'s| is) (?:she|her) (?:staying|living|hiding|house|flat)"
        r"|(?:i|we)(?:'ll| will|'m| am|'re| are)? ?(?:going to |gonna )?(?:post|drop|publish|leak|share"
        r"|release|put)(?:ing|ting)? (?:up )?(?:her|your|ur) (?:home |full |exact )?(?:address|addy|adress"
        r"|number|house|phone|details|location|workplace)"
        r"|(?:her|your) (?:home |full |exact |real )?(?:address|adress|addy|number|details|location|id"
        r"|passport)⟩.{0,30}⟨(?:going up|is (?:online|public|below|in)|in the (?:comments|thread|bio|dms?)"
        r"|dm me|dm for|pinned)"
        r"|she(?:'s| is)? (?:lives?|living|stays?|staying|sleeps|hiding|resides|parks)~(?:above|behind"
        r"|next to|opposite|with her (?:mum|mom|mother|sister|ex|parents|boyfriend))"
        r"|she (?:leaves|gets (?:off|in|home)|parks|drops|picks up|finishes|arrives|walks|drinks|jogs|runs"
        r"|shops|trains|comes out)⟩.{3,60}⟨(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|at \d{1,2}|every (?:day"
        r"|morning|night|evening|week|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*)|(?:mon|tues|wednes"
        r"|thurs|fri|satur|sun)days?|alone|by herself|unaccompanied|no guard)",
    ),
    rule(
        "sexual.demand.en",
        "S4",
        SURE,
        r"send (?:me |us )?(?:your |some |a )*(?:nudes?|naked|bikini|feet pics?|sexy|hot pics?)"
        r"|show (?:me|us) (?:your |some )?(?:body|tits|boobs|breasts|legs|feet|ass|skin|cleavage)"
        r"|what are you wearing (?:under|tonight|right now)|how much (?:for|do you charge)~(?:night|hour)"
        r"|take (?:off your (?:clothes|top|shirt|dress|bra)|your (?:clothes|top|shirt|dress|bra) off)"
        r"|(?:took|take|taking) (?:your|ur) clothes off|send (?:me |us )?an? (?:private|naughty"
        r"|spicy) (?:photo|pic|picture)"
        r"|(?:send|show|post|drop|dm)~(?:pics?|photos?|vids?|selfies?) (?:without|in (?:a "
        r"|your )?(?:bikini|shower|bath|bra|bed)|from the (?:waist|neck))|(?:what|which) (?:colou?r"
        r"|size)~(?:bra|panties|knickers|underwear|thong|tits|boobs)|(?:wear|wearing) (?:any |no )?(?:bra"
        r"|panties|knickers|underwear)",
    ),
    rule(
        "sexual.fantasy.en",
        "S4",
        SURE,
        r"(?:i(?:'d|'ll| would| will| want to| wanna| could)|let me|i'd love to|i would love to)~"
        r"(?:fuck|bang|shag|lick|undress|spank|grope) (?:you|her|that|those)"
        r"|(?:see|have|get|want|imagine|imagining|picture) (?:you|her) (?:naked|undressed|in (?:my )?bed)"
        r"|sit on my (?:face|lap)|(?:i'd|would) smash|wet dream"
        r"|(?:naughty|dirty|wet|sexy) dreams? about (?:you|u|her)",
    ),
    rule(
        "sexual.body.en",
        "S4",
        LIKELY,
        r"(?:nice|great|sexy|hot|perfect|juicy|those|your|her) (?:tits|boobs|ass|arse|butt|curves|cleavage)"
        r"|fuckable|bangable|(?:sexy|hot|juicy) (?:lips|legs|body)|(?:your|that) body (?:is"
        r"|drives|makes) ",
    ),
    rule(
        "sexual.gaze.en",
        "S4",
        LIKELY,
        r"(?:at|of|see|show|those|with|love) (?:your|those|her) legs|(?:wear"
        r"|put on) something (?:tighter|shorter|sexier)|(?:photos?|pictures?|pics?) in (?:a "
        r"|your )?(?:bikini|bathing suit|underwear|lingerie)|(?:bikini|bathing suit"
        r"|lingerie) (?:photos?|pictures?|pics?)|(?:you|her|belong|curves"
        r"|legs) (?:\S{1,15} ){0,3}in my bed|bend over for|better on your knees"
        r"|without your (?:blouse|bra|clothes|shirt)|mouth (?:like that )?is wasted"
        r"|mouth like that",
    ),
    rule(
        "intimate.leak.en",
        "S1",
        SURE,
        r"(?:leak|post|publish|share|sell|spread|have|got|send|sending|show|upload)~?"
        r" ?(?:all )?(?:her|your) (?:nudes?|naked|sex ?tape|intimate|private (?:photos?|pics?"
        r"|pictures?|videos?))",
    ),
    rule(
        "intimate.fake.en",
        "S2",
        SURE,
        r"(?:made|make|making|post|share|seen|send|watch|want|created?)~(?:deep ?fakes?|(?:ai|fake) (?:nudes?|porn))"
        r"|(?:put|stick|paste|pasted) (?:your|her) face on~(?:naked|porn|nude|body)|undress(?:ed"
        r"|ing)? (?:you|her) with (?:an )?(?:app|ai)",
    ),
    rule(
        "sexism.slur.en",
        "H1",
        SURE,
        r"(?:you|u|ur|you're|that|this|what an?|such an?|stupid|dumb|fat|ugly|old|fucking|silly"
        r"|crazy|lying|little|attention)"
        r"~?(?: an?| the)? ?(?:bitch|slut|whore|old hag|skank|bimbo|feminazi|fat cow|stupid cow"
        r"|ugly witch)",
    ),
    rule(
        "sexism.place.en",
        "H1",
        SURE,
        r"(?:back|belongs?|stay|stick) (?:to|in|into) (?:the|your) kitchen|make me a sandwich"
        r"|women (?:shouldn't|should not|can't|cannot|are not able to|don't know how to) (?:be "
        r"|lead|speak|think|vote|drive|run|belong)"
        r"|typical (?:hysterical )?woman⟩|too (?:emotional|hysterical)|hysterical woman"
        r"|who did (?:you|she) (?:have to )?sleep with|slept (?:your|her) way|(?:find|get) (?:yourself )?a husband"
        r"|that time of the month|on your period|no (?:place|job|business) for (?:a )?wom[ae]n",
    ),
    rule(
        "hate.go_back.en",
        "H2",
        LIKELY,
        r"go back (?:to )?(?:where you came from|your (?:own )?(?:country|village|desert|jungle))"
        r"|your kind (?:is|are|does|do|should|has)⟩",
    ),
    rule(
        "insult.direct.en",
        "A1",
        LIKELY,
        r"(?:you(?:'?re| are)|ur|u r|she(?:'s| is))~?(?: an?| the| so| such an?| just| all)? ?"
        r"(?:idiots?|morons?|imbeciles?|losers?|fools?|pigs?|parasites?|waste of (?:space|air"
        r"|skin)|trash|garbage|scum|vermin|cunts?|stupid|dumb|ugly|disgusting|pathetic|worthless|brainless|repulsive)"
        r"|you (?:absolute |stupid |complete |utter |total |silly |fucking |little )*"
        r"(?:idiot|moron|imbecile|loser|fool|pig|parasite|fraud|phoney|hack|clown|cow|witch|cunt"
        r"|scum)",
    ),
    rule(
        "insult.woman.en",
        "A1",
        LIKELY,
        r"(?:stupid|dumb|ugly|fat|brainless|worthless|pathetic|silly|disgusting|vile|filthy) "
        r"(?:old |little )?(?:woman|girl|lady|creature)|(?:nobody|no one) (?:likes|wants"
        r"|loves) you|everyone hates you",
    ),
    rule(
        "insult.name.en",
        "A1",
        LIKELY,
        r"(?:certified|total|complete|utter|what an?|such an?|another|like this|this"
        r"|an?) (?:\S{1,15} )?(?:idiot|moron|imbecile|airhead|loser)"
        r"|(?:idiots?|morons?|imbeciles?|airheads?) (?:like|with|who)|(?:the )?airhead"
        r"|brain of an? \S{1,15}|dumber than|you disgust me|you make me sick|you clown"
        r"|(?:go home|get lost|look at this|what an?),? (?:clown|fool|loser|creature)"
        r"|spineless worm|sick in the head|how (?:can anyone|does she|do you) (?:be|get"
        r"|manage to be) (?:this|that|so) (?:thick|dumb|stupid)",
    ),
    rule(
        "insult.accusing.en",
        "A1",
        HINT,
        r"you(?:'re| are)~?(?: an?| the| such an?)? ?(?:liar|clown|disgrace|joke|fraud|hypocrite)"
        r"|liars?|pathetic|useless",
    ),
    rule(
        "silencing.order.en",
        "A1",
        LIKELY,
        _KEPT
        + r"(?:shut (?:the (?:fuck|hell) )?up(?! about)|shut (?:your|that) (?:mouth|trap|face)"
        r"|nobody (?:asked|cares (?:what|about)) (?:you|for your|your|what you)|(?:delete|close) your account"
        r"|stay out of (?:politics|sports?|football|it|this)|know your place"
        r"|go away and (?:stay away|never come back)"
        r"|(?:you|she|women|(?:like|as) (?:her|you|this)) should (?:be (?:silent|quiet|silenced"
        r"|banned)|shut up|stay (?:quiet|silent|home))"
        r"|stop (?:talking|posting|writing|speaking)(?: out)? (?:or|woman|bitch|already|forever)"
        r"|quit (?:twitter|politics|the internet))",
    ),
    rule(
        "silencing.force.en",
        "A1",
        SURE,
        r"(?:we|i)(?:'ll| will| are going to)? (?:make (?:you|her) (?:stop|shut|quit|disappear"
        r"|go quiet)|silence (?:you|her)"
        r"|get (?:you|her) (?:fired|banned|sacked)|have (?:you|her) (?:fired|banned)|(?:report"
        r"|flood|spam) (?:you|her) until)"
        r"|(?:i(?:'ll|'ve| will| have)?|we(?:'ll|'ve| will| have)?|just|everyone|everybody|let's"
        r"|lets)~(?:e-?mail(?:ed|ing)?|call(?:ed|ing)?|write to|wrote to|tag(?:ged|ging)?|contact(?:ed"
        r"|ing)?|report(?:ed|ing)?|phon(?:e|ed|ing))~(?:your|her) (?:boss|employers?|editors?|sponsors?"
        r"|university|school|manager|principal|landlord|licen[cs]ing board|hr)"
        r"|(?:you'll|you will|she'll|she will) (?:never work|be out of a job|lose (?:your|her) job"
        r"|be (?:fired|sacked|gone)|regret (?:speaking|opening|ever))",
    ),
    rule(
        "silencing.raid.en",
        "T3",
        SURE,
        r"(?:everyone|everybody|let's|lets|all of you|guys|boys|go and|come on)~?(?: all)? ?"
        r"(?:mass[ -]?)?(?:report|spam|flood|raid|attack|pile (?:on|in))(?: on)? (?:to )?(?:her"
        r"|this woman|this bitch|that woman)",
    ),
    rule(
        "support.en",
        "",
        LIKELY,
        r"(?:stand(?:ing)?|are|am|i'm|we're) (?:with|by|beside|behind) you(?:! |\.|,|!| all"
        r"| always|$)|stand(?:ing)? (?:with|by|beside) you"
        r"|proud of you(?!rself)|thank(?:s| you) (?:so much |very much )?for (?:speaking|your"
        r"|standing|being|sharing|everything|saying|fighting)"
        r"|you(?:'re| are)~?(?: so| very| truly| really| an?)? ?(?:brave|inspiring|inspiration"
        r"|not alone|amazing|incredible|wonderful"
        r"|my hero|role model)|(?:we|i) (?:believe|support|admire|respect|appreciate) you|solidarity|stay strong"
        r"|keep (?:going|it up|speaking|fighting|shining)|sending (?:you )?(?:love|strength|hugs|support)"
        r"|great (?:speech|article|work|talk|job|interview|piece)|well (?:said|done)|you inspire"
        r"|don't let them (?:silence|stop|win|get)",
    ),
)
