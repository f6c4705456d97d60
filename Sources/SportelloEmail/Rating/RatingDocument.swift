import Sportello
import SportelloModel

/// The rating page's HTML: one column that works with a keyboard, a screen reader, without colour and at any width, in
/// both directions of writing.
struct RatingDocument {
    var language: String
    var deskName: String

    /// The form.
    func form(
        _ status: Int, _ invitation: RatingInvitation, number: TicketNumber?, comment: String = "",
        isRepeated: Bool = false
    ) -> WebPageResponse {
        let (lowest, highest) = ("\(invitation.lowest)", "\(invitation.highest)")
        let wrong = RatingPageTexts.choose.filled(in: language, lowest, highest)
        let problem =
            isRepeated ? "<p id=\"problem\" class=\"problem\" role=\"alert\">\(Self.escaped(wrong))</p>\n" : ""
        let mark = isRepeated ? " aria-describedby=\"problem\"" : ""
        let legend = Self.escaped(RatingPageTexts.scale.filled(in: language, lowest, highest))
        let subject = number.map { "<p class=\"dim\">#\($0)</p>\n" } ?? ""
        let body = """
            \(subject)\(problem)<form method="post" accept-charset="utf-8">
            \(scale(invitation, legend, mark))
            <p><label for="comment">\(Self.escaped(RatingPageTexts.comment.text(in: language)))</label>
            <textarea id="comment" name="comment" rows="4" maxlength="\(RatingPage.commentCharacters)" dir="auto">
            \(Self.escaped(comment))</textarea></p>
            <button>\(Self.escaped(RatingPageTexts.send.text(in: language)))</button>
            </form>
            """
        return page(status, title: RatingPageTexts.title.text(in: language), body: body)
    }

    /// One sentence.
    func notice(_ status: Int, _ text: LocalizedText, _ values: String...) -> WebPageResponse {
        let words = values.enumerated().reduce(text.text(in: language)) {
            $0.replacing("{\($1.offset)}", with: $1.element)
        }
        return page(status, title: words, body: "")
    }

    /// A choice of marks; a number where there are too many of them to choose from.
    private func scale(_ invitation: RatingInvitation, _ legend: String, _ mark: String) -> String {
        guard invitation.highest - invitation.lowest < 11 else {
            return "<p><label for=\"score\">\(legend)</label>\n<input id=\"score\" name=\"score\" type=\"number\" "
                + "min=\"\(invitation.lowest)\" max=\"\(invitation.highest)\" inputmode=\"numeric\" required\(mark)></p>"
        }
        let marks = (invitation.lowest...invitation.highest).map {
            "<label><input type=\"radio\" name=\"score\" value=\"\($0)\" required><span>\($0)</span></label>"
        }
        return "<fieldset\(mark)><legend>\(legend)</legend>\n<div class=\"marks\">\(marks.joined())</div></fieldset>"
    }

    private func page(_ status: Int, title: String, body: String) -> WebPageResponse {
        let tag = String(language.prefix { $0.isLetter || $0.isNumber || $0 == "-" })
        let html = """
            <!DOCTYPE html>
            <html lang="\(Self.escaped(tag))" dir="\(Self.direction(of: tag))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(Self.escaped(title)) – \(Self.escaped(deskName))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main>
            <p class="dim"><bdi>\(Self.escaped(deskName))</bdi></p>
            <h1>\(Self.escaped(title))</h1>
            \(body)
            </main>
            </body>
            </html>

            """
        return WebPageResponse(status: status, html: html, styles: [Self.style])
    }

    private static func direction(of tag: String) -> String {
        ["ar", "dv", "fa", "he", "ku", "ps", "ug", "ur", "yi"].contains(tag.prefix { $0 != "-" }) ? "rtl" : "ltr"
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    static let style = """
        :root{color-scheme:light dark;--bg:#fff;--ink:#18211f;--dim:#56635f;--line:#84918d;--accent:#0b655f;--on:#fff;--bad:#a8241c}
        @media(prefers-color-scheme:dark){:root{--bg:#151b1b;--ink:#e6edeb;--dim:#a2b0ac;--line:#798783;--accent:#7fd3c8;--on:#06211e;--bad:#ff9d92}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;text-align:start}
        main{max-inline-size:34rem;margin-inline:auto;padding:2rem 1.25rem;overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}
        p{margin:0 0 1rem}
        .dim{color:var(--dim)}
        .problem{color:var(--bad);font-weight:600}
        fieldset{border:0;margin:0 0 1.25rem;padding:0}
        legend,p>label{display:block;padding:0;margin-block-end:.5rem;font-weight:600}
        .marks{display:flex;flex-wrap:wrap;gap:.5rem}
        .marks label{display:flex;align-items:center;justify-content:center;gap:.5rem;min-inline-size:3.5rem;min-block-size:3rem;padding-inline:.75rem;border:1px solid var(--line);border-radius:.5rem;cursor:pointer}
        .marks label:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
        input{accent-color:var(--accent);font:inherit}
        input[type=radio]{inline-size:1.15rem;block-size:1.15rem;margin:0}
        input[type=number],textarea{inline-size:100%;padding:.6rem .75rem;border:1px solid var(--line);border-radius:.5rem;background:var(--bg);color:inherit;font:inherit}
        button{min-block-size:3rem;padding:.5rem 1.5rem;border:0;border-radius:.5rem;background:var(--accent);color:var(--on);font:inherit;font-weight:600;cursor:pointer}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        """
}
