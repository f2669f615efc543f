//! Requests → answers.

use super::found::{self, Sought};
use super::index::Asked;
use super::settle::{self, Refused, Wish};
use super::{Review, assets, events, guard, item, page};
use crate::emit::message::{Lang, talk};
use crate::store::allowed;
use crate::text::fold::bare;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task;

type Shared = State<Arc<Review>>;

/// Most bytes of a request.
const MOST_BYTES: usize = 64 << 10;
/// Items handed out at once.
const MOST_ITEMS: usize = 1000;
/// The resolution of a page where none is asked for.
const DPI: f32 = 110.0;

/// Everything that is answered.
pub fn router(review: Review) -> Router {
    let review = Arc::new(review);
    let watch = middleware::from_fn_with_state(review.clone(), guard::watch);
    Router::new()
        .route("/{token}", get(to_page))
        .route("/{token}/", get(html))
        .route("/{token}/assets/{name}", get(asset))
        .route("/{token}/api/state", get(state))
        .route("/{token}/api/items", get(items))
        .route("/{token}/api/item/{id}", get(item))
        .route("/{token}/api/find", get(find))
        .route("/{token}/api/indicators", get(indicators))
        .route("/{token}/api/number", post(number))
        .route("/{token}/api/decide", post(decide))
        .route("/{token}/api/undo", post(undo))
        .route("/{token}/api/events", get(changes))
        .route("/{token}/page/{report}/{name}", get(picture))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(watch)
        .with_state(review)
}

async fn to_page(Path(token): Path<String>) -> Redirect {
    Redirect::to(&format!("/{token}/"))
}

async fn html() -> Response {
    let kind = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    (kind, assets::HTML).into_response()
}

async fn asset(Path((_, name)): Path<(String, String)>) -> Response {
    let Some((kind, text)) = assets::file(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    ([(CONTENT_TYPE, kind)], text).into_response()
}

async fn state(State(review): Shared) -> Response {
    off_thread(move || {
        let mut desk = review.desk();
        if desk.follow(&review.setup) {
            review.forget();
        }
        let open = desk.index.open();
        let settled = desk.index.settled();
        let [offices, sections, families, periods] = desk.index.facets(review.lang());
        let store = review
            .dir()
            .canonicalize()
            .unwrap_or_else(|_| review.dir().to_owned());
        let name = store
            .file_name()
            .unwrap_or(store.as_os_str())
            .to_string_lossy();
        Some(json!({
            "lang": review.lang().code(),
            "store": name,
            "by": review.setup.by,
            "version": desk.version,
            "total": open + settled,
            "open": open,
            "settled": settled,
            "can_render": true,
            "offices": offices,
            "sections": sections,
            "families": families,
            "periods": periods,
            "words": assets::words(review.lang()),
        }))
    })
    .await
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Listing {
    office: String,
    section: String,
    family: String,
    severity: String,
    period: String,
    q: String,
    settled: String,
    from: usize,
    count: Option<usize>,
}

async fn items(State(review): Shared, Query(query): Query<Listing>) -> Response {
    off_thread(move || {
        let mut desk = review.desk();
        if desk.follow(&review.setup) {
            review.forget();
        }
        let words = bare(&query.q);
        let asked = Asked {
            words: words.split_whitespace().map(str::to_owned).collect(),
            settled: match query.settled.as_str() {
                "0" => Some(false),
                "1" => Some(true),
                _ => None,
            },
            office: query.office,
            section: query.section,
            family: query.family,
            severity: query.severity,
            period: query.period,
        };
        let index = &desk.index;
        let found: Vec<_> = index
            .items
            .iter()
            .filter(|item| asked.is_it(item, index))
            .collect();
        let count = query.count.unwrap_or(200).min(MOST_ITEMS);
        let shown = found.iter().skip(query.from).take(count);
        let shown: Vec<Value> = shown
            .map(|item| index.listed(item, review.lang()))
            .collect();
        Some(json!({
            "version": desk.version,
            "total": found.len(),
            "open": index.open(),
            "from": query.from,
            "items": shown,
        }))
    })
    .await
}

async fn item(State(review): Shared, Path((_, id)): Path<(String, String)>) -> Response {
    off_thread(move || item::told(&review, &id)).await
}

async fn find(State(review): Shared, Query(sought): Query<Sought>) -> Response {
    off_thread(move || found::found(&review, &sought)).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OfItem {
    item: String,
}

async fn indicators(State(review): Shared, Query(of): Query<OfItem>) -> Response {
    off_thread(move || item::indicators(&review, &of.item)).await
}

/// What is being typed for an item.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    text: String,
    item: String,
}

async fn number(State(review): Shared, body: Bytes) -> Response {
    let typed: Typed = match serde_json::from_slice(&body) {
        Ok(typed) => typed,
        Err(_) => return not_understood(review.lang()),
    };
    let desk = review.desk();
    let found = desk.index.item(&typed.item).map(|(_, item)| item);
    let row = found.and_then(|item| {
        let schema = desk.index.reports[item.report].schema?;
        let schema = review.setup.context.schemas().get(schema)?;
        schema.get(&item.indicator.as_str().into())
    });
    let said = match allowed::typed(&typed.text, row) {
        Ok(value) => {
            json!({"ok": true, "value": value.map(|value| settle::shown(value, row)).unwrap_or_default()})
        }
        Err(key) => {
            let id = found.map_or("", |item| &item.indicator);
            let data: [(&str, &dyn ToString); 2] = [("value", &typed.text), ("id", &id)];
            json!({"ok": false, "message": talk(key, &data, review.lang())})
        }
    };
    Json(said).into_response()
}

async fn decide(State(review): Shared, body: Bytes) -> Response {
    let Ok(wish) = serde_json::from_slice::<Wish>(&body) else {
        return not_understood(review.lang());
    };
    done(task::spawn_blocking(move || settle::decide(&review, &wish)).await)
}

async fn undo(State(review): Shared) -> Response {
    done(task::spawn_blocking(move || settle::undo(&review)).await)
}

async fn changes(State(review): Shared) -> Response {
    events::stream(review.changed.subscribe()).into_response()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Drawn {
    dpi: Option<f32>,
}

async fn picture(
    State(review): Shared,
    Path((_, report, name)): Path<(String, String, String)>,
    Query(drawn): Query<Drawn>,
) -> Response {
    let number = name
        .strip_suffix(".png")
        .and_then(|number| number.parse::<u32>().ok());
    let dpi = drawn.dpi.unwrap_or(DPI);
    let dpi = dpi.clamp(*page::DPI.start(), *page::DPI.end()).round();
    let drawn = task::spawn_blocking(move || {
        // A name that is no report's leads nowhere.
        let report = review.desk().index.report(&report)?.clone();
        let setup = &review.setup;
        let asked = (number?, dpi);
        review
            .pictures
            .png(&setup.dir, &setup.program, &report, &review.prints, asked)
    });
    match drawn.await {
        Ok(Some(png)) => {
            let kind = [
                (CONTENT_TYPE, "image/png"),
                (CACHE_CONTROL, "private, max-age=3600"),
            ];
            (kind, png.to_vec()).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Does what reads files off the thread that answers; nothing found is nothing there.
async fn off_thread(work: impl FnOnce() -> Option<Value> + Send + 'static) -> Response {
    match task::spawn_blocking(work).await {
        Ok(Some(value)) => Json(value).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn done(outcome: Result<Result<Value, Refused>, task::JoinError>) -> Response {
    match outcome {
        Ok(Ok(value)) => Json(value).into_response(),
        Ok(Err(refused)) => said(&refused),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn said(refused: &Refused) -> Response {
    let status = match refused.wrong {
        true => StatusCode::BAD_REQUEST,
        false => StatusCode::CONFLICT,
    };
    let told = json!({"ok": false, "message": refused.message, "hint": refused.hint});
    (status, Json(told)).into_response()
}

fn not_understood(lang: Lang) -> Response {
    said(&settle::wrong("review.not-understood", "", lang))
}
