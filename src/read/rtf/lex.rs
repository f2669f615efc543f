//! RTF's few kinds of tokens.

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word` with its number.
    Word(&'a str, Option<i32>),
    /// `\` and a sign: `\~`, `\-`, `\*` …
    Sign(u8),
    /// One byte of text, plain or as `\'xx`.
    Byte(u8),
}

/// The tokens of a file.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(bytes: &'a [u8]) -> Lexer<'a> {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Passes over the bytes that follow `\binN`.
    pub fn pass(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn after_backslash(&mut self) -> Option<Token<'a>> {
        match self.bump()? {
            b'\'' => {
                let hex = self
                    .bytes
                    .get(self.at..self.at + 2)
                    .and_then(|two| std::str::from_utf8(two).ok());
                let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
                self.pass(if byte.is_some() { 2 } else { 0 });
                Some(Token::Byte(byte.unwrap_or(b'?')))
            }
            byte if byte.is_ascii_alphabetic() => {
                self.at -= 1;
                Some(self.word())
            }
            b'\r' | b'\n' => Some(Token::Word("par", None)),
            sign @ (b'\\' | b'{' | b'}') => Some(Token::Byte(sign)),
            sign => Some(Token::Sign(sign)),
        }
    }

    fn word(&mut self) -> Token<'a> {
        let name = self.run(|byte| byte.is_ascii_alphabetic());
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        self.run(|byte| byte.is_ascii_digit());
        let number = self.text(start);
        let value = number
            .parse::<i64>()
            .ok()
            .map(|n| n.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
        if value.is_none() {
            self.at = start;
        }
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        Token::Word(name, value)
    }

    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.at += 1;
        }
        self.text(start)
    }

    /// The characters since a place; the lexer only stops between ASCII ones.
    fn text(&self, start: usize) -> &'a str {
        self.bytes
            .get(start..self.at)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return match self.bump()? {
                b'{' => Some(Token::Open),
                b'}' => Some(Token::Close),
                b'\\' => self.after_backslash(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_their_number_and_one_space() {
        let tokens: Vec<_> = Lexer::new(br"{\b0 a\'e9\-\u-3913 ?\\}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", Some(0)),
                Token::Byte(b'a'),
                Token::Byte(0xE9),
                Token::Sign(b'-'),
                Token::Word("u", Some(-3913)),
                Token::Byte(b'?'),
                Token::Byte(b'\\'),
                Token::Close,
            ]
        );
    }

    #[test]
    fn what_is_cut_off_ends() {
        assert_eq!(Lexer::new(br"\'e").count(), 2);
        assert_eq!(Lexer::new(br"\").count(), 0);
    }
}
