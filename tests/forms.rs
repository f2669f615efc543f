//! A schema's blank form comes back as what it asked for.

use phuluc::emit::docx_form::docx_form;
use phuluc::pipeline::{Context, Setup, extract};
use phuluc::schema::{Schema, builtin};

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
