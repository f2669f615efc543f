-- Each indicator over the reports that count, period by period: sums, rates of sums, means, as the form says. A rate is
-- made of the reports that have both its parts.
CREATE VIEW tong_hop AS
SELECT
  p.period, f."schema", f."indicator", f."order", f."section", f."number", f."label", f."unit", f."aggregate",
  p.reports,
  COUNT(i.value) AS "values",
  CASE f."aggregate"
    WHEN 'sum' THEN ROUND(SUM(i.value), 6)
    WHEN 'count-yes' THEN CAST(SUM(i.value = 1) AS REAL)
    WHEN 'mean' THEN ROUND(AVG(i.value), 2)
    WHEN 'ratio' THEN (
      SELECT ROUND(100 * SUM(a.value) / SUM(b.value), 2)
      FROM indicators a JOIN indicators b ON b.report = a.report AND b."indicator" = f."whole"
      WHERE a."schema" = f."schema" AND a."indicator" = f."part" AND a.period IS p.period AND a.counts
        AND a.value IS NOT NULL AND b.value IS NOT NULL
    )
    WHEN 'weighted' THEN (
      SELECT ROUND(SUM(a.value * b.value) / SUM(b.value), 2)
      FROM indicators a JOIN indicators b ON b.report = a.report AND b."indicator" = f."whole"
      WHERE a."schema" = f."schema" AND a."indicator" = f."indicator" AND a.period IS p.period AND a.counts
        AND a.value IS NOT NULL AND b.value IS NOT NULL
    )
  END AS total
FROM (
  SELECT "schema", period, COUNT(DISTINCT report) AS reports FROM indicators WHERE counts GROUP BY "schema", period
) p
JOIN forms f ON f."schema" = p."schema"
LEFT JOIN indicators i
  ON i."schema" = f."schema" AND i."indicator" = f."indicator" AND i.period IS p.period AND i.counts
WHERE f.kind NOT IN ('section', 'heading')
GROUP BY p.period, f."schema", f."order"
ORDER BY p.period, f."schema", f."order";

-- What each office still owes: every value that is not there, and the offices that have sent nothing.
CREATE VIEW thieu AS
SELECT period, agency_id, agency, report, "schema", "order", "indicator", "section", "label", "unit", "status", "page",
  "sheet", "row"
FROM indicators
WHERE counts AND "status" IN ('missing', 'blank', 'no-data', 'unreadable') AND value IS NULL
UNION ALL
SELECT period, agency_id, agency, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'not-sent', NULL, NULL, NULL
FROM submissions
WHERE "status" = 'missing'
ORDER BY 1, 3, 4, 6;

-- What is doubtful in the reports that count, the worst first, beside the value it is about.
CREATE VIEW kiem_tra AS
SELECT
  f.severity, f.period, f.agency_id, f.agency, f.report, f."indicator", i."label", i.value, i.value_raw, f.title,
  f.message, f.hint, f.printed, f."page", f."sheet", f."table", f."row", f."file", f.code
FROM findings f
LEFT JOIN indicators i ON i.report = f.report AND i."indicator" = f."indicator"
WHERE f.counts
ORDER BY CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.period, f.agency, f.report, i."order";
