//! For looking: pictures in, pictures with boxes out.

use super::*;

#[test]
#[ignore = "paints what `PHULUC_LOOK` (a PGM) shows beside it"]
fn look() {
    let Ok(path) = std::env::var("PHULUC_LOOK") else {
        return;
    };
    let bytes = std::fs::read(&path).expect("picture");
    let mut parts = bytes.splitn(4, |b| b.is_ascii_whitespace());
    let mut number = || {
        let part = parts.next().map(String::from_utf8_lossy);
        part.and_then(|part| part.parse::<usize>().ok())
            .unwrap_or(0)
    };
    let (_, width, height) = (number(), number(), number());
    let start = bytes.len() - width * height;
    let picture = Picture {
        width,
        height,
        grey: bytes[start..].to_vec(),
        colour: None,
        dpi: width as f32 / 8.27,
    };
    let begin = std::time::Instant::now();
    let layout = layout(picture);
    eprintln!(
        "{:?} {:?} rules {} strips {} pitch {}",
        begin.elapsed(),
        layout.turned,
        layout.rules.len(),
        layout.strips.len(),
        layout.pitch
    );
    let mut out: Vec<u8> = layout.upright.grey.iter().flat_map(|v| [*v; 3]).collect();
    let mut frame = |area: Area, rgb: [u8; 3]| {
        for y in area.y0..area.y1.min(height) {
            for x in area.x0..area.x1.min(width) {
                if y == area.y0 || y + 1 == area.y1 || x == area.x0 || x + 1 == area.x1 {
                    out[(y * width + x) * 3..][..3].copy_from_slice(&rgb);
                }
            }
        }
    };
    for strip in &layout.strips {
        frame(strip.area, [255, 0, 0]);
        if let Some(cell) = strip.cell {
            frame(cell, [0, 160, 255]);
        }
    }
    for rule in &layout.rules {
        frame(rule.area, [0, 200, 0]);
    }
    let header = format!("P6\n{width} {height}\n255\n").into_bytes();
    std::fs::write(format!("{path}.ppm"), [header, out].concat()).expect("written");
}
