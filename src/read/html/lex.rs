//! HTML's tokens, taken as they come: nothing is an error.

use super::entity;

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) enum Token<'a> {
    /// An element opens: name in lower case, the attributes as they stand.
    Open(String, &'a str),
    /// An element closes.
    Close(String),
    /// Characters, entities resolved.
    Text(String),
    /// A style sheet.
    Style(&'a str),
}

/// Elements whose content is not text.
const RAW: [&str; 6] = ["script", "style", "title", "noscript", "template", "svg"];

/// The tokens of a page.
pub(in crate::read) struct Lexer<'a> {
    rest: &'a str,
    /// What comes next is typed text, in which tags are characters.
    typed: bool,
}

impl<'a> Lexer<'a> {
    pub fn new(page: &'a str) -> Lexer<'a> {
        Lexer {
            rest: page,
            typed: false,
        }
    }

    /// Passes over everything up to and with `end`.
    fn pass(&mut self, end: &str) {
        self.rest = self.rest.split_once(end).map_or("", |(_, after)| after);
    }

    /// What begins with `<`; `None` when it is not a token of its own.
    fn markup(&mut self) -> Option<Token<'a>> {
        if self.rest.starts_with("<!--") {
            self.pass("-->");
            return None;
        }
        if self.rest.starts_with(['!', '?'])
            || self
                .rest
                .get(1..)
                .is_some_and(|r| r.starts_with(['!', '?']))
        {
            self.pass(">");
            return None;
        }
        let inner = self.rest.get(1..).unwrap_or("");
        let (closes, inner) = inner
            .strip_prefix('/')
            .map_or((false, inner), |inner| (true, inner));
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.rest = self.rest.get(1..).unwrap_or("");
            return Some(Token::Text("<".to_owned()));
        }
        let end = tag_end(inner);
        let (tag, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
        self.rest = after.strip_prefix('>').unwrap_or(after);
        let (name, attributes) = tag.split_at(
            tag.find(|c: char| c.is_whitespace() || c == '/')
                .unwrap_or(tag.len()),
        );
        let name = name.to_ascii_lowercase();
        if closes {
            return Some(Token::Close(name));
        }
        if RAW.contains(&name.as_str()) && !attributes.trim_end().ends_with('/') {
            let content = self.pass_element(&name);
            return (name == "style").then_some(Token::Style(content));
        }
        self.typed = name == "textarea";
        Some(Token::Open(name, attributes))
    }

    /// Passes over the content of an element, which is given back, and its end.
    fn pass_element(&mut self, name: &str) -> &'a str {
        let content = self.pass_content(name);
        self.pass(">");
        content
    }

    /// Passes over the content of an element up to its end, and gives it back.
    fn pass_content(&mut self, name: &str) -> &'a str {
        let end = format!("</{name}");
        let at = self.rest.match_indices("</").find(|(at, _)| {
            self.rest
                .get(*at..*at + end.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(&end))
        });
        let at = at.map_or(self.rest.len(), |(at, _)| at);
        let (content, after) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = after;
        content
    }
}

/// Where a tag ends: the first `>` outside quotes, or the end of the page.
fn tag_end(inner: &str) -> usize {
    let mut quote = None;
    for (at, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that never closes swallows the page; without quotes the tag ends at its first `>`.
    inner.find('>').unwrap_or(inner.len())
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.typed) {
            return Some(Token::Text(entity::resolve(self.pass_content("textarea"))));
        }
        while !self.rest.is_empty() {
            if self.rest.starts_with('<') {
                match self.markup() {
                    Some(token) => return Some(token),
                    None => continue,
                }
            }
            let (text, after) = self
                .rest
                .split_at(self.rest.find('<').unwrap_or(self.rest.len()));
            self.rest = after;
            return Some(Token::Text(entity::resolve(text)));
        }
        None
    }
}

/// The value of an attribute among a tag's attributes.
pub(in crate::read) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let name_end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(entity::resolve(value));
        }
        // A lone `=` or quote has no name: go on behind it, so that every step gets further.
        rest = if name.is_empty() && after.len() == rest.len() {
            let mut chars = after.chars();
            chars.next();
            chars.as_str()
        } else {
            after.trim_start()
        };
    }
    None
}

/// A quoted or plain value and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_comments_and_text_are_told_apart() {
        let page = "<!DOCTYPE html><P a='1>2' b=3>x &lt; 5 < y<!-- <b> --><script>if (a<b) {}</script></p>";
        let tokens: Vec<_> = Lexer::new(page).collect();
        assert_eq!(tokens[0], Token::Open("p".into(), " a='1>2' b=3"));
        assert_eq!(tokens[1], Token::Text("x < 5 ".into()));
        assert_eq!(tokens.last(), Some(&Token::Close("p".into())));
    }

    #[test]
    fn attributes_are_found_quoted_or_not() {
        let attributes = r#" colspan=2 ROWSPAN="3" nowrap style='a:b'"#;
        assert_eq!(attribute(attributes, "rowspan").as_deref(), Some("3"));
        assert_eq!(attribute(attributes, "colspan").as_deref(), Some("2"));
        assert_eq!(attribute(attributes, "nowrap").as_deref(), Some(""));
        assert_eq!(attribute(" = \" = x", "y"), None);
    }
}
