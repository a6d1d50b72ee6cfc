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
        against ain't alone angry another answer anybody anyone anything around asked asking baby
        behind better big black bloody board both break bring called calling care church city closed
        coming council councillor county cut dad damn dog doing door drop enough fire five found
        four friday gets goes gonna half hard head hell hours husband i'd instead judge killed knows
        lads lady leave left let's little lose lost lot loud ma'am meeting monday moved name near
        needs nice night nine one open outside own paper past pay person posting put quiet quit
        reading ring room round run running saturday saying says second send she'd since single
        sister sit somebody starts stay takes talking telling ten that's there's thing three through
        till times town twice two under until used voice wait walk wants watch water way we'll went
        what's whatever who's whoever whole without won word works wrote years you'd you've yourself
        accounts brain brother burn carry catch close cold comes complain couldn't crying daughter
        days department died dropped eat eight eleven em email everybody explain fall farm fine
        finish finished forty front funny getting given giving god hair hands hang happen happens
        having hear heard hearing heat hit hour hurt it'll itself kept kindly learn legs letter load
        lock looking lovely mad makes maybe mean meet milk mind minister missed money morning mum
        nights nobody's otherwise paid pick poor rain real reporting rest river seen she'll
        shouldn't signed sleep small state steps surgery teach things thinks third thirty threats
        throw thursday tired top tuesday turn understand visit waiting watching we've wear wearing
        welcome white wife window women's words wouldn't writing written
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
        abajo abre abuela aca acaba agua alcaldesa anos arbitra atras aunque ay baja bajo barrio
        boca bonita bruja bruta cama camara cambio camion campana capitana cara carro celular centro
        clase clases clinica colectivo colegio columna comentarios companera concejala contigo
        contra contrato correo cosa cuanto cuarto cuatro cuenta da dar deberian deje dejo denuncia
        dias diez diga digo dijeron dio diputada direccion directora discurso doctora domingo dona
        empresa encima entrevista equipo escuela estacion examen falta firmo foto fotos frente frio
        fuera ganas gano grupo gusto hablando hable haga hermana hermano hija hijo historia hora
        horas igual informe invento jaja jajaja jefa jefe jueves juez jueza junta lado lastima leer
        lengua leyo libro licenciada linea llama llega llego llegue lleva llevo loca lunes luz
        maestra mama mamita mandame mande mando manos marido martes media mensaje mensajes mercado
        microfono miedo ministra minutos morra moto muestra municipio negra nina ninguna ninos nomas
        nombre nota nueva oficina ojala ojo pagina pais palabra paro parque partido pasa pase paso
        paz pedir pena perdio periodista perro persona pidiendo piernas pinche piso placa plata
        plaza politica pongo precio pregunta primera profe programa proxima prueba publico pueblo
        puente puerta pues puesto puro puso quedo queremos quiera quieren quito razon reforma reina
        reportera respeto risa ropa ruedas ruta sabado sabemos saben salio salir sapa sea secretaria
        seguimos segundo seis senadora seria siga sigo sigue silla sola suyo taller tarde tenia ti
        tia tiempo tienda tienen toca toma trabaja tres turno universidad uno vale vaya vea veces
        vemos vende ver verde verga verguenza vestido vete vi vieja viejas viernes voz vuelve
        abogada acabo acta afuera alta amenaza anda arriba asamblea asco atiende av azul bomba
        bonito buenas buenos busco cabeza cae calladita cancha candidata casi caso cayo cel chiste
        cierra cinco ciudad cobra colonia comentario comer comision completo conductora congreso
        conmigo conozco consultorio contesta conviene cosas cuadra cualquiera cuento culpa cumple
        dado dando darle debajo decia decirlo dejaron delante demas denuncias dicho dieron dios doy
        duerme edificio encontrar enseno escalera escribio escribir escrito esquina estaba estadio
        facil fecha feliz feminista feo feria fila firma fiscal flores fuente fui futbol gata gato
        gratis gris haber hablamos hablo hacemos haces hagan hago hilo juzgado libros linda lista
        llevamos lleven llorando llorar lluvia locas lugar manda mandar mano marcha medio mesa mina
        minuto mira mire miren mitad muerte necesita nena ningun nino noticias noticiero nuevo obra
        ocho orden pack pago pan panaderia papeles parte pasado pasar pastora perder perdon permiso
        personas pide pidio pido planta pleno plomo pobre ponen poquito portal porton preguntas
        pregunten pregunto prensa presentacion prima punto pusieron queda quedan rato rectora
        regidora reportaje reporten rico ridicula rio rosa sabados san saquen seguir seguro senor
        senoras senorita serio sesion sigues silencio soltera sos subir subo suegra susto suya
        telefono tenemos tenga tierra tipo tiro trae tuyo ultima ultimo unico vecina vecinos ven
        vendo venga ventana veo vereda vino vio votar vuelta vuelva
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
        adresse allez alors ans arret arrete arretez arrive aucune aura autres aviez avis beau belle
        besoin boite bonnes bordel bouche bout bureau c'etait carte cause celle ceux cheffe cherche
        chere chien chose chu chum classe combien compte concours conseil continue contre cote coup
        coupe cours creve crisse d'avoir d'un d'une dame dehors demande dernier derriere dessus deux
        devant dieu dimanche dis dix dommage donc dossier droit ecrit eleves elue enfin envoye etude
        euros faite faites fallait faudrait fenetre ferme fermer fils finale fois folle fond fort
        frere gagne garde gare gars genoux gros groupe haute heure heures honte infirmieres j'en
        jambes jeu jeudi joue journal jours jsuis juge jusqu'a jusqu'au juste l'adresse l'ecole
        lache laisse lien lieu ligne lire lit livre lundi m'a maire mairesse mairie manque marche
        mardi mari matin mauvaise mdr mec merite mets meuf meufs micro ministre moi moins mois
        montre mort mot nom nouvelle oublie ouvert ouvre passe passer pauvre perdu perso photos
        pieds pis plainte plaque plein politique pont porte poste premier premiere prend pris prix
        proces prochaine publie puis pus putain qu'a qu'ils qu'on qu'une qu'y quai quartier quatre
        raison rapport regarde rendez rendu repond reponds reponse reste retourne retrouve reve
        rouge s'appelle s'en salle samedi sens serait seul seule signe silence soir soiree soit sors
        sortie sortir stp sujet supprime surtout t'a t'ai t'as tant temps tete texte tiens tient toi
        tombe traiter tranquille travaille trente tribune trois troisieme trouve tt tue vacances
        vache velo vendredi vieille viens vient vieux ville vingt vite voici voila voir voit voix
        vraie vu vue wsh y'a
        appelez arbitre balle bientot brule bruler caisse capitaine casse celui chambre chante
        chantier chercher cheveux chronique cite colere collegue commune compris comptes connais
        connait conseillere corps cour debat dedans defendre demandez deputee diplome dirait
        directrice disait discours dites donner dors dort ecoute enquete envoie eux fausse fera fete
        feu fini finir font foutu francais franchement garder gardienne gosses grave greve haut hein
        hors idees jai jaune jeunes journaliste jure khti l'ai l'arbitre l'argent l'arret l'autre
        l'eau lac laissez langue liste lycee mains maman mange mars mauvais meilleur meilleure
        menace mer mettre mots n'ai n'importe n'y nee neige ouverte pages pareil parlent parles
        parole partage parti partie paye petits peur pied plateau pleure pleurer pluie plutot portes
        prends presidente prof propre qu'un quarante quitte recu region rentre repondez repondu
        retard saint sante serieux seulement siege signale signalez sorciere sorti soupe stade svp
        tante tenu terre tire tourne urs vend vendre venez vent veulent vide vieilles visage visite
        vois voiture vraiment yeux
        """
    ),
    "ar": _words(  # in Latin letters, as it is typed on telephones
        """
        ana enta enti inta inti ento ehna e7na ma3 3ala 3la ala mesh mish mosh msh mo mu leh leih
        leish lesh kda keda kida kdh hek hada hatha haza da di dol fe fi fel bel bl wel wl el al ya
        yalla yala habibi 7abibi habibty 7abibti habibti wallah walla wallahi inshallah nshallah
        mashallah 7aram haram shu sho eh eih ezay kif kefik 3amel 3amla 3ayz 3ayza 3awz 3awza bas bs
        lissa lessa ba3d 2abl abl kol kel kull koll 7aga haga shi shay 3ashan 3shan 3chan badi baddi
        bdi biddi enty bent binte bint banat sett seti walad nas elnas ennas allah rabena rabbena
        el7amdulillah elhamdulillah shokran shukran mabrouk mabrook fen fein wein wain emta meta law
        lw aw aho aywa aiwa ah la la2 laa lah mafi mafish mfesh kaman kman tany tani awi awy 2wi
        gedan jiddan kteer ktir 7elwa helwa 7elw gamila 3arfa 3aref ba3ref b3ref a3ref batalli
        ballah eskoti oskoti eskety ekhrasi ekhrasy or2i rou7i ro7i roohi emshi geti shofti shoft
        shofna ro7na beit beitik betik baytik share3 shar3 3enwan 3nwan wara wla wala wela zay zayy
        mtl mesl 3ade 3adi 5alas khalas 5las khlas 5alina khalina lazim lazem momken mumkin ra7 rah
        ha 7a bta3 bta3et tab6al sayara enhaarda enharda bokra bukra embare7 mbare7 imbare7 elyom
        alyoum youm hala2 halla2 dilwa2ty delwa2ty dlwa2ty
        3andi 8alat a7la a7san bab barra elly hal hya kalam kan kollo kolo lama lel ma7al meen mn
        ragel wa7da weshek yom
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
        aapne aata aati aaya aaye aayi aisi akeli auraton awaz baad baaki baar badal bahar baith
        baje bana bani bata bhej bhejo bina bole bolne bolte bta chhod dena deta dhamki dil dimag
        diya dono ek gaadi gali gaon ghante gya gye gyi haath har hostel hota hoti hua hui isko itna
        itni jaan jaegi jagah jaisi jaldi jata jati jawab jaye kabhi kapde karke karne kha khabar
        khana khatam khud kis kisi kitne kr lag lagta lagti leke lena li likh likha likho liya maine
        mam mardo mast matlab mila muh naam naya nhi nikal paas padh paise pati pe pehle poora raho
        reh rehti rha rhi roz saal sawal shakal sheher sirf soch subah taraf thoda tod tumne usko
        usne wahi wajah walo wapas warna yaad yaar yahi
        aag aage aaja aake aapse aate aayegi abe agla aise akal akele apun asli bachhe bachho badi
        bahu baithe bakwas banao banaya banayi band batao behno bhaag bhar bhashan bheji bhool
        bilkul biwi bolegi boli chabi chahe chala chalati chalega chali chalti cheez chhat chhi
        chhota chowk chuki chunav daal dadi degi dekhi dene depression deti dhyan dijiye dikha dost
        dukan ekdum gaali galti gande garam ghatiya goli gussa gyaan haan haar hai' ham hatao hoke
        hone inki insaan isi isliye isne itne jaake jaat jaise jal jau jayega jayegi jhooth jis
        jisko jisne jitna kaat kahi kamar kamzor kanoon kara karwa kasam kat kehna kehte khada
        kharab khilaf khol khoon khula khush kia kidhar kisne krne kutte kutti kyuki ladkiyo laga
        lagao lage lagi lene lenge leti likhi likhna likhne likhte maafi maaro malkin mandir mantri
        marr maut maza mazak mili milte nagar nani naukri neeche neend niche nikalna nikalti nikla
        paani paar pada padega padhaya padhi paida paisa pakka pani patrakar pehchan pehli pooch
        poori pucha pyaar pyar rakha rakhi rakhna rani rhe rona saaf saala saamne saas sabka sabki
        sabse sadak sahiba samajh samajhdar sambhal samjhi samjho sarkar seedha seedhi seekha shaadi
        shadi sharam shuru sikhaya star suna tabhi tarah teeno thak theek thik uda umar unhe unhone
        upar usi utha utna waha yaha zubaan
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
