namespace TaLo.Reports.Tables;

/// <summary>A table as plain text, from which each kind of report makes its own.</summary>
internal sealed record ReportTable(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
