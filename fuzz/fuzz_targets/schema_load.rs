//! Forms: one that loads is written out and loads again as the same; one that does not says where.

#![no_main]

use phuluc::schema::Schema;

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Schema::from_json("f.json", text) {
        Ok(schema) => {
            let json = schema.to_json().expect("plain data");
            assert!(Schema::from_json("f.json", &json).expect("it loads again") == schema);
        }
        Err(error) => assert!(!error.faults.is_empty()),
    }
});
