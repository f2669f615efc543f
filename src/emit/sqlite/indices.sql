CREATE INDEX indicators_indicator ON indicators ("schema", "indicator", "period");
CREATE INDEX findings_report ON findings ("report", "indicator");
CREATE INDEX findings_code ON findings ("code");
CREATE INDEX submissions_report ON submissions ("report");
