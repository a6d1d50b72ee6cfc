"""Rules for Spanish, of Spain and of the Americas (tú, vos and usted)."""

from safeguard.classify.rules.rule import HINT, LIKELY, NOTED, SURE, rule

_KEPT = r"(?<!no te )(?<!nunca te )(?<!no )(?<!nunca )"
_BAD = (
    r"(?:idiota|imbecil|estupida|tonta|inutil|asquerosa|payasa|basura|escoria|rata|cerda|vaca"
    r"|bruja|loca"
    r"|ridicula|patetica|ignorante|subnormal|mierda|fea|gorda|parasito|vibora|sinverguenza)"
)

RULES = (
    rule(
        "threat.violence.es",
        "T1",
        SURE,
        r"(?:te|la|os|las) (?:voy a|vamos a|van a|vas a|va a) (?:matar|pegar|golpear|quemar"
        r"|romper|cortar|disparar|degollar|reventar"
        r"|colgar|ahorcar|desaparecer|apunalar|dar una paliza|hacer dano|echar acido)"
        r"|(?:voy a|vamos a|quiero|habria que|hay que|deberian|alguien deberia|tendrian que) "
        r"(?:matar|pegar|golpear|quemar|romper|cortar|disparar|reventar|colgar|ahorcar"
        r"|apunalar)(?:te|la|os|las|le)"
        r"|te (?:matare|mato|pegare|quemare|rompere|cortare|reventare|rompo|quemo|reviento"
        r"|vamos a dar)"
        r"|(?:te|la|le|los|las) (?:vamos|voy|van) a (?:partir|dar piso|quebrar|balacear|picar|levantar"
        r"|tumbar|enterrar|arrancar|bajar|fusilar|meter (?:un|una) (?:tiro|plomazo|bala|bomba|cuchillo)"
        r"|sacar (?:los|las)|rajar|arrastrar|ahogar|moler|desfigurar|linchar|cargar)"
        r"|te (?:quiebro|rajo|parto|pego un tiro|meto un tiro|arranco|cargo|bajo los dientes|rajaria"
        r"|mataria|partiria|quemaria)|(?:habria que|hay que|alguien que|que alguien|deberian) (?:la |le "
        r"|te )?(?:dispar\w+|mat\w+|quem\w+|golpe\w+|linch\w+|colg\w+|arrastr\w+|callarla a golpes"
        r"|peg\w+ un tiro|atropell\w+|fusil\w+|apedre\w+)",
    ),
    rule(
        "threat.death.es",
        "T1",
        SURE,
        r"(?:estas|eres mujer|date por|seras mujer) muerta(?! de)|vas a (?:morir|sangrar"
        r"|acabar (?:mal|muerta)|aparecer)"
        r"|te van a (?:matar|encontrar)|cavando tu tumba|mereces (?:morir|la muerte|que te maten)"
        r"|(?<!si )te mueres(?! (?:de|por))|no (?:vas a vivir|viviras) para|tu sangre (?:va|sera"
        r"|en)|(?:te voy a esperar|te espero) en tu (?:puerta|casa) con",
    ),
    rule(
        "threat.wish.es",
        "T1",
        SURE,
        r"(?:ojala|espero que|deseo que)~?(?: te| la| le| os)? ?(?:mueras|muera|maten|mate|peguen"
        r"|pegue|quemen|atropellen|atropelle"
        r"|disparen|golpeen|pase algo malo|violen|ahorquen|revienten|sufras|ataquen)"
        r"|(?:te|se|le) mereces?⟩~(?:paliza|golpes|bofetada|muerte|balazo|tiro|hostia)"
        r"|(?:ojala|espero|que|deseo) (?:que )?(?:te|la|le) (?:pase (?:un|el|una) \S{2,12} (?:por )?encima"
        r"|parta un rayo|de (?:un )?(?:cancer|infarto)|atraquen|secuestren|levanten|desaparezcan"
        r"|encuentren (?:en|muerta|tirada)|caiga (?:un|una)|pille|arrolle|atropelle|revienten|maten"
        r"|pudras?)|(?:ojala|espero que) (?:no (?:llegues|amanezcas|despiertes|vuelvas|llegue|amanezca)"
        r"|se (?:muera|mate|estrelle|queme)|te (?:mates|estrelles|ahogues|pudras|quemes))",
    ),
    rule(
        "threat.conditional.es",
        "T1",
        LIKELY,
        r"(?:si|como|sigue|vuelve|otra vez|la proxima|atrevete)⟩.{1,60}⟨(?:te vas a arrepentir"
        r"|te arrepentiras|lo vas a pagar|lo pagaras"
        r"|iremos a por ti|ire a por ti|vamos a por ti|ya veras|veras lo que|sabras lo que"
        r"|te va a pasar|no llegaras|no vuelves a casa"
        r"|atente a las consecuencias|te encontraremos|te busco|te iremos a buscar"
        r"|sera lo ultimo)(?!.{0,40}(?:urnas|elecciones|votantes))"
        r"|(?:si|como|cuando) (?:te|la|los) (?:veo|vemos|cruzo|cruzamos|encuentro|encontramos|agarro"
        r"|agarramos|pillo|pillamos)⟩.{0,50}⟨(?:te|la|le) (?:mat\w+|romp\w+|part\w+|revent\w+|peg\w+"
        r"|quem\w+|parto|rajo|vas a|van a)"
        r"|(?:borra|borralo|baja|retira|retirate|renuncia|cierra|calla|callate|deja)⟩.{0,40}⟨(?:o (?:te|la"
        r"|vamos|voy|iremos|subimos|publico)|antes de que te (?:pase|bajemos|callemos|encontremos))",
    ),
    rule(
        "threat.veiled.es",
        "T1",
        LIKELY,
        r"(?:cuida|vigila|cuidate) (?:tu|la|bien tu) espalda|ten cuidado (?:cuando|al salir"
        r"|por la calle|al volver|de noche)"
        r"|(?:vamos|voy|iremos|ire|van) a (?:por ti|encontrarte|buscarte|hacerte una visita)"
        r"|te (?:vamos a|voy a) encontrar|te encontraremos"
        r"|tus dias estan contados|los accidentes (?:pasan|ocurren)|(?:podria|puede"
        r"|va a) pasarte algo"
        r"|(?:lastima|pena) (?:que|si) te pas(?:e|ara) algo|duerme con un ojo abierto"
        r"|(?:se|sabemos) donde encontrarte|vas a sufrir"
        r"|(?:que )?(?:bonit[oa]|lind[oa]s?|bell[oa]) (?:casa|calle|hija|hijas|familia|carro|coche|perro"
        r"|negocio|camioneta|barrio)~(?:tienes|tenes|donde vives|la tuya)|seria una (?:pena"
        r"|lastima) (?:que|si)|no sabes? con quien te (?:metiste|estas metiendo|metes)"
        r"|no sabe con quien se (?:metio|mete)|(?:cuidate|cuidese|cuidese mucho|cuida a)~(?:el pescuezo"
        r"|la calle|tus hij[oa]s|tu (?:familia|hija|hijo|mama)|de noche|al salir|al prender|al volver)"
        r"|(?:ya )?(?:estas|esta) en la lista|(?:ya )?te (?:tenemos|traemos|tengo) (?:ubicada|fichada"
        r"|vigilada|en la mira|checada)|(?:a|las) (?:metiches|sapas|chismosas|lideresas"
        r"|periodistas)~(?:se las lleva|las encuentran|amanecen|las terminan enterrando|les pasa)"
        r"|con los pies por delante|(?:dile|digale) adios a|yo que tu no (?:salia|saldria|prendia|dormia)"
        r"|(?:eres|seras|vas a ser) la (?:siguiente|proxima)(?! (?!puta|perra|zorra)[a-z])"
        r"|te va a salir (?:muy )?caro|piens[ae] en tus hij[oa]s|tienes? (?:hijas|hijos"
        r"|familia),? (?:piensa|no se te olvide|acuerdate)",
    ),
    rule(
        "threat.harm.es",
        "T1",
        LIKELY,
        r"acabar en (?:el hospital|una cuneta|el cementerio)|te hacemos una visita"
        r"|no vas a llegar a|no vas a llegar al|te esperamos (?:en|a la|despues|fuera)|(?:ensene"
        r"|ensenarte|darte|dar) una leccion|te ensene por la fuerza|(?:saquen"
        r"|sacar\S{0,3}) .{0,20}(?:arrastrada|por los pelos)|tu (?:casa|coche|oficina) (?:arde"
        r"|arda|se queme)|quemar (?:tu|la de|su) (?:casa|coche|furgoneta|oficina)|acido en"
        r"|callar a esa mujer|te mereces una (?:bala|paliza|bofetada)|mereces que te (?:peguen"
        r"|maten|golpeen)|darle (?:una paliza|dos hostias|unos golpes)|mas te vale no (?:estar"
        r"|salir|andar)|te puede pasar (?:algo|cualquier)|los dias contados|partir (?:las"
        r"|la) (?:manos|piernas|cara|madre)|o te vas a arrepentir",
    ),
    rule(
        "threat.incite.es",
        "T3",
        LIKELY,
        r"(?:hay que|habria que|vamos a|vayan a|deberian|que alguien|alguien que|quien (?:va a|quiere))~"
        r"(?:bajarla|sacarla (?:de los pelos|de las grenas|a rastras|a patadas)|lincharla|quemarla|apedrearla"
        r"|golpearla|levantarla|colgarla|rompe(?:rle|r sus)|partirle|arrastrarla|(?:le (?:de|den)|darle) (?:una"
        r" (?:paliza|golpiza|madriza|muenda|garrotera|leccion)|su merecido|plomo|piso|palo))"
        r"|(?:lleven|traigan|llevemos|traemos|llevamos|traed|llevad)~(?:piedras|palos|gasolina|bates?|antorchas"
        r"|machetes?|sogas?)|(?:pago|doy|ofrezco|invito|caguamas|cervezas)~(?:al|a|para) (?:el )?(?:que|quien)~"
        r"(?:la (?:calle|agarre|baje|levante|golpee|tumbe)|le (?:pegue|parta|rompa))"
        r"|(?:al|el) (?:primero )?que la (?:calle primero|agarre|baje|tumbe|descuente)"
        r"|que (?:ya )?no salga (?:caminando|viva|de ahi|de su casa)|(?:vamos|vayan|vayamos|hay que ir|quien va)"
        r" por (?:ella|esa (?:vieja|tipa|perra))(?: todos| ya| hoy| esta noche|,|!|$)",
    ),
    rule(
        "threat.sexual.es",
        "T2",
        SURE,
        r"(?:te|la|os) (?:voy a|vamos a|van a) violar|(?:voy a|vamos a|habria que|hay que"
        r"|deberian) violar(?:te|la)|te violar(?:e|emos|an)"
        r"|(?:mereces|merece|necesitas|ojala)(?: que)? (?:te|la|una)(?: buena)? (?:violen|viole"
        r"|violacion)",
    ),
    rule(
        "selfharm.urge.es",
        "T4",
        SURE,
        _KEPT
        + r"(?:matate|suicidate|muerete|cuelgate|ahorcate|tirate (?:por|de|desde)|quitate la vida|cortate las venas"
        r"|haz(?:nos)? (?:un|el) favor y (?:muerete|desaparece|matate))"
        r"|(?:haz|hacenos|hagan?os) (?:un |el )?favor (?:al mundo|a todos)|(?:aviente|avientate|tirese"
        r"|tirate|cuelguese|matese|mateselo) (?:de|del|desde|por|al|a)|(?:por que|porque"
        r"|cuando) (?:no )?te (?:matas|suicidas|cuelgas|mueres)|el mundo (?:estaria|seria"
        r"|esta) mejor sin (?:ti|vos|usted|ella)|nadie (?:te|la) (?:extranaria|va a extranar"
        r"|echaria de menos)|tomate (?:el|un) (?:veneno|cloro|lejia)",
    ),
    rule(
        "stalking.seen.es",
        "A4",
        SURE,
        r"te (?:vi|he visto|vimos|veo|segui|he seguido|sigo|estoy (?:viendo|siguiendo|vigilando)"
        r"|observo|vigilo)~?"
        r" ?(?:salir|saliendo|entrar|volver|bajar|dormir|dormida|todos los dias|cada (?:dia|noche"
        r"|manana)|por (?:la|tu) ventana|hasta (?:tu )?casa|sola)",
    ),
    rule(
        "stalking.where.es",
        "A4",
        SURE,
        r"(?:se|sabemos|ya se|ya sabemos) (?:muy bien |bien )?(?:donde (?:vives|trabajas|duermes"
        r"|aparcas|entrenas|estudias|viven|vive)"
        r"|tu direccion|a que hora (?:sales|llegas|vuelves)|en que (?:calle|bus|colegio)"
        r"|a que colegio)"
        r"|(?:estoy|estamos|estare|te espero|te esperamos) (?:en la puerta|frente a|fuera"
        r"|enfrente|delante|afuera) ?(?:de )?(?:tu|de tu) "
        r"(?:casa|trabajo|oficina|edificio|puerta|portal)|no (?:te puedes|puedes) esconder(?:te)?"
        r"|me qued[eo] (?:frente|fuera|afuera|cerca|delante|enfrente) (?:a|de) tu|(?:hasta que"
        r"|cuando) se (?:apago|apaga) tu luz|espero (?:cerca|frente|fuera) (?:a|de) tu",
    ),
    rule(
        "fixation.es",
        "A4",
        NOTED,
        r"siempre (?:te )?(?:voy a |estare |te )?(?:proteger\w*|cuidar\w*|vigila\w*|cerca|amare"
        r"|seguire|esperare)|(?:eres|seras) (?:solo )?mia"
        r"|estamos destinad\w+|solo yo (?:te|puedo)|(?:pienso en ti|sueno contigo) (?:cada|todos"
        r"|todas|todo)|por que no me (?:contestas|respondes)",
    ),
    rule(
        "doxxing.address.es",
        "P1",
        SURE,
        r"(?:calle|avenida|avda\.?|plaza|paseo"
        r"|carrera) (?:[\w.']{1,20} ){1,4}(?:n[uº]?\.?m?e?r?o? ?|# ?)?\d{1,4}"
        r"|(?:su|la) (?:direccion|casa) (?:es|esta en)|(?:aqui|este|esta|este es|esta es"
        r"|aqui esta|aqui va|tengo|comparto|os dejo|les dejo) (?:es )?su "
        r"(?:direccion|telefono|numero|movil|celular)|vive en (?:la |el )?(?:calle|avenida|numero"
        r"|edificio|piso)"
        r"|su (?:telefono|numero|movil|celular)(?: es|:)|sus? hij[oa]s? va[n]? al? (?:colegio"
        r"|escuela)",
    ),
    rule(
        "doxxing.person.es",
        "P1",
        LIKELY,
        r"su nombre real es|es su dormitorio|su hij[ao] se llama|(?:publico|publicar|subo"
        r"|paso) su direccion|tengo su (?:movil|numero|telefono|direccion)|(?:corre|trabaja|pasea"
        r"|entrena) .{3,50}(?:, sola|por si acaso|por si alguien)"
        r"|(?:alguien|quien|alguno)~(?:sabe|sabria|tiene|conoce|consigue|pasa)~(?:donde (?:vive|trabaja"
        r"|para|entrena|estudia)|(?:su|la) (?:direccion|numero|telefono|celular|cel|movil|ubicacion"
        r"|domicilio)|el (?:numero|cel|telefono|domicilio) de)"
        r"|(?:publico|publicamos|publicare|subo|subimos|suelto|soltamos|paso|pasamos|difundo|comparto"
        r"|filtro)~(?:su|tu) (?:direccion|domicilio|numero|telefono|cel|celular|movil|ubicacion|casa|dni"
        r"|ine|cedula)|(?:su|tu) (?:direccion|domicilio|numero|celular|telefono|cedula|dni|nie|curp|rfc"
        r"|ine)⟩.{0,30}⟨(?:en (?:los comentarios|el hilo|la bio|mi perfil)|por dm|al dm|difundan|difundid"
        r"|pasenlo)"
        r"|(?:vive|se queda|se esta quedando|duerme|se esconde|esta escondida)~(?:en (?:el|la|un"
        r"|una) (?:hotel|edificio|piso|depa|departamento|casa|apartamento|torre|conjunto|residencia|calle"
        r"|privada|fraccionamiento|vereda|colonia|cuarto)|con (?:su|la) (?:mama|madre|hermana|ex|tia|novio"
        r"|suegra)|arriba de|atras de|frente a)",
    ),
    rule(
        "sexual.demand.es",
        "S4",
        SURE,
        r"(?:mandame|enviame|pasame|manda|envia|pasa) (?:una |unas |tus "
        r"|el )*(?:fotos? (?:desnuda|sin ropa|en bikini|intimas?|sexys?)|nudes?|pack)"
        r"|(?:ensename|muestrame|ensena|muestra|ensenanos|muestranos) (?:las |los |tus |el "
        r"|tu )*(?:tetas|cuerpo|culo|piernas|pechos|escote)"
        r"|cuanto cobras|quitate la (?:ropa|blusa|camiseta)|que llevas (?:puesto )?debajo"
        r"|desnudate"
        r"|te quitaras la ropa|hombre en la cama",
    ),
    rule(
        "sexual.fantasy.es",
        "S4",
        SURE,
        r"te (?:follaba|follaria|follo|cogeria|cojo|lameria|chuparia|tocaria|manosearia"
        r"|meteria mano|desnudaria|hacia de todo|haria de todo)"
        r"|(?:quiero|me gustaria|quisiera) (?:follarte|cogerte|lamerte|tocarte|desnudarte"
        r"|verte desnuda|manosearte)"
        r"|(?:te imagino|verte|tenerte|te quiero) (?:desnuda|en (?:mi|la) cama|sin ropa)"
        r"|sientate (?:en mi cara|encima)"
        r"|sueno(?:s)? (?:sucios?|humedos?) contigo|(?:fotos?|foto) (?:privada"
        r"|picante) solo para mi",
    ),
    rule(
        "sexual.body.es",
        "S4",
        LIKELY,
        r"(?:que|vaya|menudo|menudas|esas|ese|tus|tu) (?:tetas|tetazas|culo|culazo|escote|curvas"
        r"|cuerpazo|piernas)(?: tan| mas)?"
        r"|(?:que|estas) (?:muy |tan |mas )?(?:rica|buenorra|cachonda|follable)|con ese cuerpo",
    ),
    rule(
        "sexual.gaze.es",
        "S4",
        LIKELY,
        r"(?:mirarte|mirar|veo|ver|tus|con esas) (?:las )?piernas|ponte algo (?:mas )?(?:ajustado"
        r"|apretado|corto)|fotos? en (?:bikini|traje de bano|ropa interior|lenceria)|en mi cama"
        r"|sin (?:blusa|sosten|bragas)|(?:esa|una) (?:boca|boquita) (?:asi )?(?:esta"
        r"|se) (?:desperdici\w+)|mejor de rodillas|agachate",
    ),
    rule(
        "intimate.leak.es",
        "S1",
        SURE,
        r"(?:filtr\w+|publicar\w*|subir\w*|pasar\w*|compart\w+|vend\w+|tengo|tenemos|difundir\w*"
        r"|ensenar\w*)~?(?: tus| sus| las| el| tu| su| unas)* ?"
        r"(?:fotos? (?:intimas?|desnuda|privadas?|sin ropa)|videos? (?:intimos?|sexual\w*"
        r"|privados?)|nudes|desnudos)(?: tuy\w+| de ella)?",
    ),
    rule(
        "intimate.fake.es",
        "S2",
        SURE,
        r"(?:hacer|hice|hicimos|haremos|hecho|comparto|mira|vean|subir)~(?:deepfakes?"
        r"|porno (?:falso|con ia)|desnudos? fals\w+)"
        r"|(?:poner|puse|pegar|pegue) (?:tu|su) cara en~(?:desnudo|porno|cuerpo)"
        r"|montaje(?:s)? (?:porno|sexual\w*|desnuda)",
    ),
    rule(
        "sexism.slur.es",
        "H1",
        SURE,
        r"(?:eres|es|sos|seras|pareces|maldita|pinche|puta|vieja|menuda|que|esa|tia|asquerosa"
        r"|de) ?(?:una|la|mas|muy|tan)? ?(?:puta|zorra|ramera|perra|guarra|golfa|feminazi)"
        r"|hij[oa] de puta|(?:puta|zorra|feminazi) (?:asquerosa|de mierda|barata|inutil)",
    ),
    rule(
        "sexism.place.es",
        "H1",
        SURE,
        r"(?:vete|vuelve|volve|vuelvete|a|en) (?:a |en )?(?:la|tu) cocina (?:que|donde|mujer|y)"
        r"|vete a (?:fregar|la cocina|cocinar|lavar)|vuelve a (?:la|tu) cocina"
        r"|las mujeres no (?:deben|deberian|saben|pueden|sirven|valen|pintan)|(?:eres|esta"
        r"|es) (?:una )?histerica"
        r"|con quien te (?:acostaste|has acostado)|(?:buscate|consiguete) un marido|(?:estas|esta"
        r"|tienes) (?:con )?la regla"
        r"|(?:no es|la politica no es|esto no es) (?:cosa|trabajo|lugar) (?:de|para) mujeres"
        r"|mujer tenia que ser",
    ),
    rule(
        "hate.go_back.es",
        "H2",
        LIKELY,
        r"(?:vuelve|vete|regresa|regresate|largate) (?:a|de vuelta a|ya a) (?:tu (?:pais|tierra"
        r"|selva|pueblo)|donde viniste)|los de tu (?:raza|clase|calana)",
    ),
    rule(
        "insult.direct.es",
        "A1",
        LIKELY,
        rf"(?:eres|sos|es usted)(?: una?| muy| tan| la| mas| pedazo de| una maldita)* {_BAD}"
        rf"|(?:pedazo de|maldita|puta|vieja|so) {_BAD}"
        rf"|callate,? {_BAD}|(?:que|vaya|menuda) {_BAD} eres|das (?:mucho )?asco|nadie te quiere"
        r"|no vales (?:nada|para nada)",
    ),
    rule(
        "insult.name.es",
        "A1",
        LIKELY,
        r"(?:otra|esta|la muy|que|una|pobre|menuda|vaya|tremenda|certificada|tal"
        r"|so) (?:pobre )?(?:idiota|imbecil|inutil|inepta|burra|tarada|payasa|tonta)|(?:que"
        r"|pinche|maldita|eres una|tan|,) (?:descarada|charlatana|mentirosa|inepta)|cabeza hueca"
        r"|mas (?:tonta|burra|idiota) que|cerebro de (?:mosquito|un|pez|gallina)|sapa (?:ridicula"
        r"|asquerosa)|lamebotas|corta de luces|(?:ridicula|inutil|imbecil|idiota)$|que (?:pena"
        r"|lastima) das|das (?:pena|risa)",
    ),
    rule(
        "insult.accusing.es",
        "A1",
        HINT,
        r"(?:eres|sos)(?: una?| la| muy)* (?:mentirosa|verguenza|fraude|hipocrita|corrupta)"
        r"|mentirosa (?:ayer|siempre|profesional|compulsiva)|mentirosa$",
    ),
    rule(
        "silencing.order.es",
        "A1",
        LIKELY,
        r"(?<!no te )callate|(?:calladita|callada) (?:estas |te ves )?(?:mas|mejor)"
        r"|cierra (?:la boca|el pico)|cerra la boca|nadie te (?:pregunto|ha preguntado|pidio)"
        r"|(?:borra|cierra|elimina) tu cuenta|(?:deja|salte de|fuera de) la politica|(?:aprende"
        r"|conoce) cual es tu lugar"
        r"|(?:deberias|tendrias que) (?:callarte|estar callada|quedarte callada)"
        r"|deja de (?:hablar|escribir|publicar) (?:ya|o|mujer|de una vez)"
        r"|largate(?: ya| de| y no vuelvas|,|\.|!|$)|desaparece de (?:aqui|las redes|esta red)",
    ),
    rule(
        "silencing.force.es",
        "A1",
        SURE,
        r"(?:te|la) (?:vamos a|voy a|haremos|hare|van a) (?:hacer )?(?:callar|silenciar"
        r"|desaparecer de|cerrar la boca)|(?:haremos|hare|lograremos) que "
        r"(?:te|la) (?:despidan|echen|callen|baneen)",
    ),
    rule(
        "silencing.raid.es",
        "T3",
        SURE,
        r"(?:todos|vamos todos|venga todos|entre todos|chicos)~?(?: a)? ?(?:denunciar|reportar"
        r"|denunciad|reporten|denuncien|ataquen|atacar|inundar|inunden)(?:la|le)?"
        r"|(?:todos )?a por ella|(?:reporten|denuncien|denunciad|inunden|reportenla"
        r"|denuncienla) (?:todos )?(?:su|a esta|esta) ?(?:cuenta|perfil|mujer)?",
    ),
    rule(
        "support.es",
        "",
        LIKELY,
        r"estamos contigo|estoy contigo|no estas sola|(?:todo|mucho|todo mi|tienes mi|mi) apoyo"
        r"|(?:muchas |mil )?gracias por (?:tu|hablar|alzar|decir|ser|todo|compartir|contar"
        r"|defender)"
        r"|orgullos[oa]s? de ti|que orgullo|mucho animo|animo(?:,| y| companera| amiga|!)|(?:eres"
        r"|que)~?(?: muy| tan| una)? ?(?:valiente|inspiracion|increible|ejemplo|referente|grande)"
        r"|mucha fuerza|fuerza(?:,| y| companera| amiga|!)|te (?:admiro|creo|creemos|apoyo"
        r"|apoyamos|queremos)|(?:gran|excelente|buen) (?:discurso|trabajo|articulo|entrevista)"
        r"|(?:sigue|seguid) (?:adelante|asi|hablando|luchando)|bien dicho|un abrazo",
    ),
)
