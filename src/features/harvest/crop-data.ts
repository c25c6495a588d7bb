export type CropKind = 'vegetable' | 'fruit' | 'herb' | 'flower' | 'plant';
export type CropTint = 'leaf' | 'sun' | 'tomato' | 'plum' | 'soil' | 'sky';

type Row = readonly [key: string, kind: CropKind, tint: CropTint, en: string, es: string];

/**
 * The catalogue: key (also the name of its picture in static/crops, with hyphens), kind, the colour behind
 * the picture, and its names, shown one first, other names people search for behind it.
 */
export const CROP_ROWS: readonly Row[] = [
	[
		'courgette',
		'vegetable',
		'leaf',
		'Courgettes|zucchini|marrow',
		'Calabacines|calabacitas|zapallitos|zucchini'
	],
	['tomato', 'vegetable', 'tomato', 'Tomatoes|beef tomatoes|plum tomatoes', 'Tomates|jitomates'],
	[
		'cherry_tomato',
		'vegetable',
		'tomato',
		'Cherry tomatoes|small tomatoes',
		'Tomates cherry|tomatitos|jitomates cherry'
	],
	['cucumber', 'vegetable', 'leaf', 'Cucumbers|gherkins', 'Pepinos|pepinillos'],
	['lettuce', 'vegetable', 'leaf', 'Lettuce|salad|salad leaves|loose-leaf lettuce', 'Lechuga|ensalada'],
	['rocket', 'vegetable', 'leaf', 'Rocket|arugula', 'Rúcula|arúgula'],
	['spinach', 'vegetable', 'leaf', 'Spinach', 'Espinacas'],
	['chard', 'vegetable', 'leaf', 'Chard|Swiss chard|rainbow chard', 'Acelgas'],
	['kale', 'vegetable', 'leaf', 'Kale|borecole|cavolo nero', 'Col rizada|kale|berza rizada'],
	['collards', 'vegetable', 'leaf', 'Collard greens|spring greens', 'Berza|coles verdes'],
	['cabbage', 'vegetable', 'leaf', 'Cabbage|white cabbage|green cabbage', 'Repollo|col|col blanca'],
	['red_cabbage', 'vegetable', 'plum', 'Red cabbage', 'Lombarda|col morada|repollo morado'],
	['pak_choi', 'vegetable', 'leaf', 'Pak choi|bok choy', 'Pak choi|bok choy|col china'],
	['broccoli', 'vegetable', 'leaf', 'Broccoli|calabrese', 'Brócoli|brécol'],
	['cauliflower', 'vegetable', 'sun', 'Cauliflower', 'Coliflor'],
	['brussels_sprouts', 'vegetable', 'leaf', 'Brussels sprouts|sprouts', 'Coles de Bruselas|repollitos'],
	['kohlrabi', 'vegetable', 'leaf', 'Kohlrabi', 'Colinabo|colirrábano'],
	['carrot', 'vegetable', 'sun', 'Carrots', 'Zanahorias'],
	['beetroot', 'vegetable', 'plum', 'Beetroot|beets', 'Remolachas|betabeles|betarragas'],
	['radish', 'vegetable', 'tomato', 'Radishes', 'Rábanos|rabanitos'],
	['turnip', 'vegetable', 'plum', 'Turnips', 'Nabos'],
	['swede', 'vegetable', 'sun', 'Swedes|rutabaga', 'Rutabagas|colinabos amarillos'],
	['parsnip', 'vegetable', 'soil', 'Parsnips', 'Chirivías'],
	['celeriac', 'vegetable', 'soil', 'Celeriac|celery root', 'Apionabo|raíz de apio'],
	['celery', 'vegetable', 'leaf', 'Celery', 'Apio'],
	['fennel', 'vegetable', 'leaf', 'Fennel', 'Hinojo'],
	['potato', 'vegetable', 'soil', 'Potatoes|new potatoes|spuds', 'Patatas|papas'],
	['sweet_potato', 'vegetable', 'soil', 'Sweet potatoes', 'Boniatos|batatas|camotes'],
	['onion', 'vegetable', 'sun', 'Onions|yellow onions', 'Cebollas'],
	['red_onion', 'vegetable', 'plum', 'Red onions', 'Cebollas rojas|cebollas moradas'],
	['shallot', 'vegetable', 'plum', 'Shallots', 'Chalotas|echalotes'],
	[
		'spring_onion',
		'vegetable',
		'leaf',
		'Spring onions|scallions|green onions',
		'Cebolletas|cebollines|cebollas de verdeo'
	],
	['garlic', 'vegetable', 'soil', 'Garlic', 'Ajos'],
	['leek', 'vegetable', 'leaf', 'Leeks', 'Puerros|ajo porro'],
	[
		'pea',
		'vegetable',
		'leaf',
		'Peas|snap peas|mangetout|sugar snaps',
		'Guisantes|arvejas|chícharos|tirabeques'
	],
	[
		'green_bean',
		'vegetable',
		'leaf',
		'Green beans|French beans|string beans',
		'Judías verdes|ejotes|chauchas|porotos verdes'
	],
	['runner_bean', 'vegetable', 'leaf', 'Runner beans|pole beans', 'Judías trepadoras|judías de enrame'],
	['broad_bean', 'vegetable', 'leaf', 'Broad beans|fava beans', 'Habas'],
	[
		'sweetcorn',
		'vegetable',
		'sun',
		'Sweetcorn|corn|maize|corn on the cob',
		'Maíz dulce|mazorcas|elotes|choclos'
	],
	[
		'pepper',
		'vegetable',
		'tomato',
		'Peppers|bell peppers|sweet peppers|capsicum',
		'Pimientos|morrones|pimentones'
	],
	[
		'chilli',
		'vegetable',
		'tomato',
		'Chillies|chili peppers|hot peppers|jalapeños',
		'Chiles|guindillas|ajíes|jalapeños'
	],
	['aubergine', 'vegetable', 'plum', 'Aubergines|eggplants', 'Berenjenas'],
	['pumpkin', 'vegetable', 'sun', 'Pumpkins', 'Calabazas|zapallos|auyamas'],
	['butternut', 'vegetable', 'sun', 'Butternut squash', 'Calabaza cacahuete|calabaza violín'],
	[
		'squash',
		'vegetable',
		'sun',
		'Squash|winter squash|red kuri|hokkaido',
		'Calabaza de invierno|hokkaido|potimarrón'
	],
	['patty_pan', 'vegetable', 'sun', 'Patty pans|summer squash', 'Patisones|calabaza bonetera'],
	['okra', 'vegetable', 'leaf', 'Okra|lady’s fingers', 'Okra|quimbombó'],
	['artichoke', 'vegetable', 'leaf', 'Artichokes', 'Alcachofas|alcauciles'],
	['asparagus', 'vegetable', 'leaf', 'Asparagus', 'Espárragos'],
	['chicory', 'vegetable', 'plum', 'Radicchio|chicory|endive', 'Achicoria|radicchio|escarola|endibias'],
	['tomatillo', 'vegetable', 'leaf', 'Tomatillos', 'Tomatillos|tomates verdes'],
	['mushroom', 'vegetable', 'soil', 'Mushrooms', 'Setas|champiñones|hongos'],
	['rhubarb', 'vegetable', 'tomato', 'Rhubarb', 'Ruibarbo'],
	['apple', 'fruit', 'tomato', 'Apples|cooking apples|windfalls', 'Manzanas'],
	['pear', 'fruit', 'leaf', 'Pears', 'Peras'],
	['plum', 'fruit', 'plum', 'Plums|damsons|greengages', 'Ciruelas'],
	['cherry', 'fruit', 'tomato', 'Cherries', 'Cerezas|guindas'],
	['peach', 'fruit', 'sun', 'Peaches', 'Melocotones|duraznos'],
	['nectarine', 'fruit', 'tomato', 'Nectarines', 'Nectarinas'],
	['apricot', 'fruit', 'sun', 'Apricots', 'Albaricoques|damascos|chabacanos'],
	['strawberry', 'fruit', 'tomato', 'Strawberries', 'Fresas|frutillas|fresones'],
	['raspberry', 'fruit', 'tomato', 'Raspberries', 'Frambuesas'],
	['blackberry', 'fruit', 'plum', 'Blackberries|brambles', 'Moras|zarzamoras'],
	['blueberry', 'fruit', 'sky', 'Blueberries', 'Arándanos'],
	['currant', 'fruit', 'tomato', 'Currants|redcurrants|blackcurrants', 'Grosellas'],
	['gooseberry', 'fruit', 'leaf', 'Gooseberries', 'Uvas espina|grosellas espinosas'],
	['grape', 'fruit', 'plum', 'Grapes', 'Uvas'],
	['fig', 'fruit', 'plum', 'Figs', 'Higos|brevas'],
	['melon', 'fruit', 'leaf', 'Melons|honeydew|cantaloupe', 'Melones'],
	['watermelon', 'fruit', 'leaf', 'Watermelons', 'Sandías|patillas'],
	['walnut', 'fruit', 'soil', 'Walnuts|nuts', 'Nueces'],
	['almond', 'fruit', 'soil', 'Almonds', 'Almendras'],
	['basil', 'herb', 'leaf', 'Basil', 'Albahaca'],
	['parsley', 'herb', 'leaf', 'Parsley', 'Perejil'],
	['coriander', 'herb', 'leaf', 'Coriander|cilantro', 'Cilantro|coriandro|culantro'],
	['mint', 'herb', 'leaf', 'Mint|peppermint|spearmint', 'Menta|hierbabuena'],
	['rosemary', 'herb', 'leaf', 'Rosemary', 'Romero'],
	['thyme', 'herb', 'leaf', 'Thyme', 'Tomillo'],
	['sage', 'herb', 'leaf', 'Sage', 'Salvia'],
	['oregano', 'herb', 'leaf', 'Oregano|marjoram', 'Orégano|mejorana'],
	['dill', 'herb', 'leaf', 'Dill', 'Eneldo'],
	['chives', 'herb', 'leaf', 'Chives', 'Cebollino|ciboulette'],
	['lavender', 'herb', 'plum', 'Lavender', 'Lavanda|espliego'],
	['lemon_balm', 'herb', 'leaf', 'Lemon balm|melissa', 'Melisa|toronjil'],
	['lovage', 'herb', 'leaf', 'Lovage', 'Levístico|apio de monte'],
	['chamomile', 'herb', 'sun', 'Chamomile', 'Manzanilla|camomila'],
	['borage', 'flower', 'sky', 'Borage', 'Borraja'],
	['flowers', 'flower', 'sky', 'Cut flowers|flowers|bouquet', 'Flores|ramo de flores'],
	['sunflower', 'flower', 'sun', 'Sunflowers', 'Girasoles'],
	[
		'seedlings',
		'plant',
		'leaf',
		'Seedlings|young plants|plants|plug plants',
		'Plantones|plantas jóvenes|plántulas|almácigos'
	]
];
