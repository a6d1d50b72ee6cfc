"""Rules for Spanish, of Spain and of the Americas (tú, vos and usted)."""

from safeguard.classify.rules.rule import HINT, LIKELY, NOTED, SURE, rule

_KEPT = r"(?<!no te )(?<!nunca te )(?<!no )(?<!nunca )"
_BAD = (
    r"(?:idiota|imbecil|estupida|tonta|inutil|asquerosa|payasa|basura|escoria|rata|cerda|vaca|bruja|loca"
    r"|ridicula|patetica|ignorante|subnormal|mierda|fea|gorda|parasito|vibora|sinverguenza)"
)

RULES = (
    rule(
        "threat.violence.es", "T1", SURE, "mat|peg|golpe|quem|romp|cort|dispar|cuell|reventar|paliza|acido|colgar|ahorc|desapar",
        r"(?:te|la|os|las) (?:voy a|vamos a|van a|vas a|va a) (?:matar|pegar|golpear|quemar|romper|cortar|disparar|degollar|reventar"
        r"|colgar|ahorcar|desaparecer|apunalar|dar una paliza|hacer dano|echar acido)"
        r"|(?:voy a|vamos a|quiero|habria que|hay que|deberian|alguien deberia|tendrian que) "
        r"(?:matar|pegar|golpear|quemar|romper|cortar|disparar|reventar|colgar|ahorcar|apunalar)(?:te|la|os|las|le)"
        r"|te (?:matare|mato|pegare|quemare|rompere|cortare|reventare|rompo|quemo|reviento|vamos a dar)",
    ),
    rule(
        "threat.death.es", "T1", SURE, "muert|morir|tumba|sangr|matar",
        r"(?:estas|eres mujer|date por|seras mujer) muerta(?! de)|vas a (?:morir|sangrar|acabar (?:mal|muerta)|aparecer)"
        r"|te van a (?:matar|encontrar)|cavando tu tumba|mereces (?:morir|la muerte|que te maten)",
    ),
    rule(
        "threat.wish.es", "T1", SURE, "ojala|espero|deseo|merece",
        r"(?:ojala|espero que|deseo que)~?(?: te| la| le| os)? ?(?:mueras|muera|maten|mate|peguen|pegue|quemen|atropellen|atropelle"
        r"|disparen|golpeen|pase algo malo|violen|ahorquen|revienten|sufras|ataquen)"
        r"|(?:te|se|le) mereces?⟩~(?:paliza|golpes|bofetada|muerte|balazo|tiro|hostia)",
    ),
    rule(
        "threat.conditional.es", "T1", LIKELY, "si |como |sigue|vuelve|atrevas|cuidado|otra vez|proxima",
        r"(?:si|como|sigue|vuelve|otra vez|la proxima|atrevete)⟩.{1,60}⟨(?:te vas a arrepentir|te arrepentiras|lo vas a pagar|lo pagaras"
        r"|iremos a por ti|ire a por ti|vamos a por ti|ya veras|veras lo que|sabras lo que|te va a pasar|no llegaras|no vuelves a casa"
        r"|atente a las consecuencias|te encontraremos|te busco|te iremos a buscar|sera lo ultimo)(?!.{0,40}(?:urnas|elecciones|votantes))",
    ),
    rule(
        "threat.veiled.es", "T1", LIKELY, "cuida|ojo|espalda|encontr|por ti|contados|accidente|pasarte|pase algo|duerme|visita|buscar",
        r"(?:cuida|vigila|cuidate) (?:tu|la|bien tu) espalda|ten cuidado (?:cuando|al salir|por la calle|al volver|de noche)"
        r"|(?:vamos|voy|iremos|ire|van) a (?:por ti|encontrarte|buscarte|hacerte una visita)|te (?:vamos a|voy a) encontrar|te encontraremos"
        r"|tus dias estan contados|los accidentes (?:pasan|ocurren)|(?:podria|puede|va a) pasarte algo"
        r"|(?:lastima|pena) (?:que|si) te pas(?:e|ara) algo|duerme con un ojo abierto",
    ),
    rule(
        "threat.sexual.es", "T2", SURE, "viol",
        r"(?:te|la|os) (?:voy a|vamos a|van a) violar|(?:voy a|vamos a|habria que|hay que|deberian) violar(?:te|la)|te violar(?:e|emos|an)"
        r"|(?:mereces|merece|necesitas|ojala)(?: que)? (?:te|la|una)(?: buena)? (?:violen|viole|violacion)",
    ),
    rule(
        "selfharm.urge.es", "T4", SURE, "matate|suicid|muerete|tirate|cuelgate|ahorcate|vida|desaparece",
        _KEPT + r"(?:matate|suicidate|muerete|cuelgate|ahorcate|tirate (?:por|de|desde)|quitate la vida|cortate las venas"
        r"|haz(?:nos)? (?:un|el) favor y (?:muerete|desaparece|matate))",
    ),
    rule(
        "stalking.seen.es", "A4", SURE, "te vi|te he visto|te veo|te seg|te estoy|te observ|te vigil|sigo",
        r"te (?:vi|he visto|vimos|veo|segui|he seguido|sigo|estoy (?:viendo|siguiendo|vigilando)|observo|vigilo)~?"
        r" ?(?:salir|saliendo|entrar|volver|bajar|dormir|dormida|todos los dias|cada (?:dia|noche|manana)|por (?:la|tu) ventana|hasta (?:tu )?casa|sola)",
    ),
    rule(
        "stalking.where.es", "A4", SURE, "donde|que bus|que colegio|tu direccion|a que hora|tu calle|puerta|frente a tu|fuera de tu|esconder",
        r"(?:se|sabemos|ya se|ya sabemos) (?:muy bien |bien )?(?:donde (?:vives|trabajas|duermes|aparcas|entrenas|estudias|viven|vive)"
        r"|tu direccion|a que hora (?:sales|llegas|vuelves)|en que (?:calle|bus|colegio)|a que colegio)"
        r"|(?:estoy|estamos|estare|te espero|te esperamos) (?:en la puerta|frente a|fuera|enfrente|delante|afuera) ?(?:de )?(?:tu|de tu) "
        r"(?:casa|trabajo|oficina|edificio|puerta|portal)|no (?:te puedes|puedes) esconder(?:te)?",
    ),
    rule(
        "fixation.es", "A4", NOTED, "siempre|mia|destino|solo yo|pienso en|sueno|contestas|respondes",
        r"siempre (?:te )?(?:voy a |estare |te )?(?:proteger\w*|cuidar\w*|vigila\w*|cerca|amare|seguire|esperare)|(?:eres|seras) (?:solo )?mia"
        r"|estamos destinad\w+|solo yo (?:te|puedo)|(?:pienso en ti|sueno contigo) (?:cada|todos|todas|todo)|por que no me (?:contestas|respondes)",
    ),
    rule(
        "doxxing.address.es", "P1", SURE, "calle|avenida|avda|plaza|paseo|carrera|direccion|vive en|telefono|numero|movil|colegio|celular",
        r"(?:calle|avenida|avda\.?|plaza|paseo|carrera) (?:[\w.']{1,20} ){1,4}(?:n[uº]?\.?m?e?r?o? ?|# ?)?\d{1,4}"
        r"|(?:su|la) (?:direccion|casa) (?:es|esta en)|(?:aqui|este|esta|este es|esta es|aqui esta|aqui va|tengo|comparto|os dejo|les dejo) (?:es )?su "
        r"(?:direccion|telefono|numero|movil|celular)|vive en (?:la |el )?(?:calle|avenida|numero|edificio|piso)"
        r"|su (?:telefono|numero|movil|celular)(?: es|:)|sus? hij[oa]s? va[n]? al? (?:colegio|escuela)",
    ),
    rule(
        "sexual.demand.es", "S4", SURE, "manda|envia|pasa|ensena|muestra|cuanto|quitate|desnud",
        r"(?:mandame|enviame|pasame|manda|envia|pasa) (?:una |unas |tus |el )*(?:fotos? (?:desnuda|sin ropa|en bikini|intimas?|sexys?)|nudes?|pack)"
        r"|(?:ensename|muestrame|ensena|muestra|ensenanos|muestranos) (?:las |los |tus |el |tu )*(?:tetas|cuerpo|culo|piernas|pechos|escote)"
        r"|cuanto cobras|quitate la (?:ropa|blusa|camiseta)|que llevas (?:puesto )?debajo|desnudate",
    ),
    rule(
        "sexual.fantasy.es", "S4", SURE, "foll|coger|cojo|meter|lamer|cama|desnuda|chup|tocar|manosear",
        r"te (?:follaba|follaria|follo|cogeria|cojo|lameria|chuparia|tocaria|manosearia|meteria mano|desnudaria|hacia de todo|haria de todo)"
        r"|(?:quiero|me gustaria|quisiera) (?:follarte|cogerte|lamerte|tocarte|desnudarte|verte desnuda|manosearte)"
        r"|(?:te imagino|verte|tenerte|te quiero) (?:desnuda|en (?:mi|la) cama|sin ropa)|sientate (?:en mi cara|encima)",
    ),
    rule(
        "sexual.body.es", "S4", LIKELY, "tetas|culo|cuerpo|rica|buena|buenorra|piernas|escote|curvas",
        r"(?:que|vaya|menudo|menudas|esas|ese|tus|tu) (?:tetas|tetazas|culo|culazo|escote|curvas|cuerpazo|piernas)(?: tan| mas)?"
        r"|(?:que|estas) (?:muy |tan |mas )?(?:rica|buenorra|cachonda|follable)|con ese cuerpo",
    ),
    rule(
        "intimate.leak.es", "S1", SURE, "fotos|video|intim|desnud|pack|nudes",
        r"(?:filtr\w+|publicar\w*|subir\w*|pasar\w*|compart\w+|vend\w+|tengo|tenemos|difundir\w*|ensenar\w*)~?(?: tus| sus| las| el| tu| su| unas)* ?"
        r"(?:fotos? (?:intimas?|desnuda|privadas?|sin ropa)|videos? (?:intimos?|sexual\w*|privados?)|nudes|desnudos)(?: tuy\w+| de ella)?",
    ),
    rule(
        "intimate.fake.es", "S2", SURE, "deepfake|porno|desnudo falso|tu cara|su cara|montaje",
        r"(?:hacer|hice|hicimos|haremos|hecho|comparto|mira|vean|subir)~(?:deepfakes?|porno (?:falso|con ia)|desnudos? fals\w+)"
        r"|(?:poner|puse|pegar|pegue) (?:tu|su) cara en~(?:desnudo|porno|cuerpo)|montaje(?:s)? (?:porno|sexual\w*|desnuda)",
    ),
    rule(
        "sexism.slur.es", "H1", SURE, "puta|zorra|ramera|perra|guarra|golfa|feminazi|bruja",
        r"(?:eres|es|sos|seras|pareces|maldita|pinche|puta|vieja|menuda|que|esa|tia|asquerosa|de) ?(?:una|la|mas|muy|tan)? ?(?:puta|zorra|ramera|perra|guarra|golfa|feminazi)"
        r"|hij[oa] de puta|(?:puta|zorra|feminazi) (?:asquerosa|de mierda|barata|inutil)",
    ),
    rule(
        "sexism.place.es", "H1", SURE, "cocina|fregar|fregona|mujer|histerica|acosta|marido|regla|bocadillo|sandwich|cama",
        r"(?:vete|vuelve|volve|vuelvete|a|en) (?:a |en )?(?:la|tu) cocina (?:que|donde|mujer|y)|vete a (?:fregar|la cocina|cocinar|lavar)|vuelve a (?:la|tu) cocina"
        r"|las mujeres no (?:deben|deberian|saben|pueden|sirven|valen|pintan)|(?:eres|esta|es) (?:una )?histerica"
        r"|con quien te (?:acostaste|has acostado)|(?:buscate|consiguete) un marido|(?:estas|esta|tienes) (?:con )?la regla"
        r"|(?:no es|la politica no es|esto no es) (?:cosa|trabajo|lugar) (?:de|para) mujeres|mujer tenia que ser",
    ),
    rule(
        "hate.go_back.es", "H2", LIKELY, "vuelve|vete|tu pais|tu gente|regres",
        r"(?:vuelve|vete|regresa|regresate|largate) (?:a|de vuelta a|ya a) (?:tu (?:pais|tierra|selva|pueblo)|donde viniste)|los de tu (?:raza|clase|calana)",
    ),
    rule(
        "insult.direct.es", "A1", LIKELY,
        "idiota|imbecil|estupida|tonta|inutil|asquer|payasa|basura|escoria|rata|cerda|vaca|bruja|loca|ridicula|patetic|ignorante"
        "|subnormal|mierda|fea|gorda|parasito|vibora|sinverguenza|asco|quiere",
        rf"(?:eres|sos|es usted)(?: una?| muy| tan| la| mas| pedazo de| una maldita)* {_BAD}|(?:pedazo de|maldita|puta|vieja|so) {_BAD}"
        rf"|callate,? {_BAD}|(?:que|vaya|menuda) {_BAD} eres|das (?:mucho )?asco|nadie te quiere|no vales (?:nada|para nada)",
    ),
    rule(
        "insult.accusing.es", "A1", HINT, "mentirosa|verguenza|fraude|hipocrita|corrupta",
        r"(?:eres|sos)(?: una?| la| muy)* (?:mentirosa|verguenza|fraude|hipocrita|corrupta)",
    ),
    rule(
        "silencing.order.es", "A1", LIKELY, "callate|callada|cierra|nadie te|tu cuenta|politica|tu lugar|cerra|silencio|deja de",
        r"(?<!no te )callate|(?:calladita|callada) (?:estas |te ves )?(?:mas|mejor)|cierra (?:la boca|el pico)|cerra la boca|nadie te (?:pregunto|ha preguntado|pidio)"
        r"|(?:borra|cierra|elimina) tu cuenta|(?:deja|salte de|fuera de) la politica|(?:aprende|conoce) cual es tu lugar"
        r"|(?:deberias|tendrias que) (?:callarte|estar callada|quedarte callada)|deja de (?:hablar|escribir|publicar) (?:ya|o|mujer|de una vez)",
    ),
    rule(
        "silencing.force.es", "A1", SURE, "callar|silenci|despid|echen|denunci",
        r"(?:te|la) (?:vamos a|voy a|haremos|hare|van a) (?:hacer )?(?:callar|silenciar|desaparecer de|cerrar la boca)|(?:haremos|hare|lograremos) que "
        r"(?:te|la) (?:despidan|echen|callen|baneen)",
    ),
    rule(
        "silencing.raid.es", "T3", SURE, "denunci|report|ataque|ataca|llen|vamos todos|a por ella|inund",
        r"(?:todos|vamos todos|venga todos|entre todos|chicos)~?(?: a)? ?(?:denunciar|reportar|denunciad|reporten|denuncien|ataquen|atacar|inundar|inunden)(?:la|le)?"
        r"|(?:todos )?a por ella|(?:reporten|denuncien|denunciad|inunden|reportenla|denuncienla) (?:todos )?(?:su|a esta|esta) ?(?:cuenta|perfil|mujer)?",
    ),
    rule(
        "support.es", "", LIKELY, "contigo|apoyo|gracias|orgull|animo|valiente|no estas sola|fuerza|bravo|adelante|admir|inspir|creemos|creo|discurso|dicho",
        r"estamos contigo|estoy contigo|no estas sola|(?:todo|mucho|todo mi|tienes mi|mi) apoyo|(?:muchas |mil )?gracias por (?:tu|hablar|alzar|decir|ser|todo|compartir|contar|defender)"
        r"|orgullos[oa]s? de ti|que orgullo|mucho animo|animo(?:,| y| companera| amiga|!)|(?:eres|que)~?(?: muy| tan| una)? ?(?:valiente|inspiracion|increible|ejemplo|referente|grande)"
        r"|mucha fuerza|fuerza(?:,| y| companera| amiga|!)|te (?:admiro|creo|creemos|apoyo|apoyamos|queremos)|(?:gran|excelente|buen) (?:discurso|trabajo|articulo|entrevista)"
        r"|(?:sigue|seguid) (?:adelante|asi|hablando|luchando)|bien dicho|un abrazo",
    ),
)
