extension TriagePolicy {
    /// The reasons that the default profile knows (R-002-64).
    public static let standardReasons = [
        Reason(
            id: "anotherModule",
            title: [
                "en": "Another function of the product already does this.",
                "it": "Un'altra funzione del prodotto lo fa già.",
                "pl": "Inna funkcja produktu już to robi.",
                "es": "Otra función del producto ya lo hace.",
                "ru": "Это уже делает другая функция продукта.",
                "uk": "Це вже робить інша функція продукту.",
            ]
        ),
        Reason(
            id: "achievableOtherwise",
            title: [
                "en": "The same can be reached in another way.",
                "it": "Lo stesso risultato si ottiene in un altro modo.",
                "pl": "To samo da się osiągnąć inaczej.",
                "es": "Lo mismo se consigue de otra manera.",
                "ru": "Того же можно добиться иначе.",
                "uk": "Того самого можна досягти інакше.",
            ]
        ),
        Reason(
            id: "notReproducible",
            title: [
                "en": "We could not make it happen again.",
                "it": "Non siamo riusciti a riprodurlo.",
                "pl": "Nie udało nam się tego odtworzyć.",
                "es": "No hemos podido reproducirlo.",
                "ru": "Воспроизвести это не удалось.",
                "uk": "Відтворити це не вдалося.",
            ]
        ),
        Reason(
            id: "moduleChanged",
            title: [
                "en": "That part of the product has changed since.",
                "it": "Quella parte del prodotto nel frattempo è cambiata.",
                "pl": "Ta część produktu zdążyła się zmienić.",
                "es": "Esa parte del producto ha cambiado desde entonces.",
                "ru": "Эта часть продукта с тех пор изменилась.",
                "uk": "Ця частина продукту відтоді змінилася.",
            ]
        ),
    ]
}
