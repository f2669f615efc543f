//! A schema's blank form comes back as what it asked for.

use phuluc::emit::docx_form::docx_form;
use phuluc::pipeline::{Context, Setup, extract};
use phuluc::schema::{Schema, builtin, draft};

fn context(schemas: Vec<Schema>) -> Context {
    let mut context = Context::new(Setup::default()).unwrap();
    context.schemas = schemas;
    context
}

#[test]
fn a_blank_form_sent_back_maps_row_by_row() {
    for schema in builtin() {
        let bytes = docx_form(schema).unwrap();
        let report = extract("form.docx", &bytes, &context(builtin().to_vec())).unwrap();
        assert_eq!(report.schema.as_ref().map(|fit| fit.id.as_str()), Some(schema.id.as_str()));
        let mapped: Vec<_> = report.mapped.iter().map(|id| id.as_ref().map(|id| id.as_str())).collect();
        let expected: Vec<_> = schema.indicators.iter().map(|row| Some(row.id.as_str())).collect();
        assert_eq!(mapped, expected);
        assert!(report.records.iter().all(|record| record.printed.is_none()));
    }
}

/// The way a new form comes in: as a blank DOCX.
#[test]
fn a_blank_form_drafts_the_tree_it_was_written_from() {
    for schema in builtin() {
        let read = extract("form.docx", &docx_form(schema).unwrap(), &context(Vec::new())).unwrap();
        let drafted = draft(&[read.appendix], &schema.id, &schema.title).unwrap();
        let tree = |schema: &Schema| {
            let rows = schema.indicators.iter();
            rows.map(|row| (row.id.clone(), row.parent.clone(), row.unit.clone())).collect::<Vec<_>>()
        };
        assert_eq!(tree(&drafted), tree(schema));
    }
}

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/plan-done-compared/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn drafted() -> Schema {
    let read = extract("input.txt", fixture("input.txt").as_bytes(), &context(builtin().to_vec())).unwrap();
    assert_eq!(read.schema, None, "no shipped form may take a socio-economic table");
    draft(&[read.appendix], "kinh-te-xa-hoi-xa-2025", "Các chỉ tiêu kinh tế - xã hội cấp xã").unwrap()
}

#[test]
fn a_form_of_another_field_is_drafted_from_one_report() {
    assert_eq!(drafted().to_json().unwrap(), fixture("schema.json"));
}

/// Plan, done, compared; "-" and "+" rows; a unit in the label's parentheses.
#[test]
fn a_drafted_form_maps_its_own_report_row_by_row() {
    let mut schemas = builtin().to_vec();
    schemas.push(Schema::from_json("schema.json", &fixture("schema.json")).unwrap());
    let drafted = schemas.last().unwrap().clone();
    let report = extract("input.txt", fixture("input.txt").as_bytes(), &context(schemas)).unwrap();
    assert_eq!(report.schema.as_ref().map(|fit| fit.id.as_str()), Some(drafted.id.as_str()));
    let mapped: Vec<_> = report.mapped.iter().map(|id| id.as_ref().map(|id| id.as_str())).collect();
    let expected: Vec<_> = drafted.indicators.iter().map(|row| Some(row.id.as_str())).collect();
    assert_eq!(mapped, expected);
    assert!(report.ledger.adds_up());
    let value =
        |id: &str| report.records.iter().find(|record| record.indicator.as_str() == id).unwrap().clone();
    assert_eq!(
        value("I.1").printed.unwrap().as_str(),
        "655,4",
        "the value is what was done, not what was planned"
    );
    assert_eq!(value("I.2.2").value.number().unwrap().to_string(), "6235.5");
    assert_eq!(value("III.4").more_values.len(), 2);
}
