//! Who is let in: a browser on this machine that was given the address, and nobody who speaks through it from elsewhere.

use super::Review;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::fmt::Write;
use std::io;
use std::sync::Arc;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// A word nobody can guess.
pub fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().fold(String::new(), |mut token, byte| {
        // Writing to a string never fails.
        let _ = write!(token, "{byte:02x}");
        token
    }))
}

/// Refuses what has no business here, and tells the browser what the page may do.
pub async fn watch(State(review): State<Arc<Review>>, request: Request, next: Next) -> Response {
    let refused = refused(&review, &request);
    let mut response = match refused {
        Some(status) => (status, Body::empty()).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    let mut say = |name, value| headers.insert(name, HeaderValue::from_static(value));
    say(CONTENT_SECURITY_POLICY, POLICY);
    say(X_CONTENT_TYPE_OPTIONS, "nosniff");
    say(REFERRER_POLICY, "no-referrer");
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn refused(review: &Review, request: &Request) -> Option<StatusCode> {
    let headers = request.headers();
    let ours = |name: &str| is_ours(name, review.port);
    let host = text(headers, &HOST);
    if !host.is_some_and(ours) {
        // A name of somebody else's that leads here: the browser would take this page for theirs.
        return Some(StatusCode::FORBIDDEN);
    }
    let mut parts = request.uri().path().splitn(3, '/');
    let given = parts.nth(1).unwrap_or_default();
    if !is_equal(given, &review.token) {
        return Some(StatusCode::NOT_FOUND);
    }
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    (changes && is_foreign(headers, &ours)).then_some(StatusCode::FORBIDDEN)
}

/// A change that another page asks for.
fn is_foreign(headers: &HeaderMap, ours: &dyn Fn(&str) -> bool) -> bool {
    if headers.contains_key(ORIGIN) {
        let origin = text(headers, &ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        return !origin.is_some_and(ours);
    }
    let site = text(headers, &FETCH_SITE);
    headers.contains_key(FETCH_SITE) && !matches!(site, Some("same-origin" | "none"))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn is_ours(host: &str, port: u16) -> bool {
    let name = host.strip_suffix(&format!(":{port}"));
    matches!(name, Some("127.0.0.1" | "localhost"))
}

/// In the same time wherever they differ.
fn is_equal(given: &str, token: &str) -> bool {
    let differ = |all: u8, (one, other): (u8, u8)| all | (one ^ other);
    given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, differ) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_by_its_own_names_is_here() {
        for host in ["127.0.0.1:8123", "localhost:8123"] {
            assert!(is_ours(host, 8123), "{host}");
        }
        for host in [
            "127.0.0.1",
            "127.0.0.1:81",
            "evil.example:8123",
            "localhost:8123.evil.example",
            "a.localhost:8123",
        ] {
            assert!(!is_ours(host, 8123), "{host}");
        }
    }

    #[test]
    fn no_word_but_the_whole_one_opens() {
        assert!(is_equal("abc", "abc"));
        assert!(!is_equal("ab", "abc") && !is_equal("abd", "abc") && !is_equal("", "abc"));
    }
}
