namespace TaLo.Reports.Tables;

/// <summary>A table as plain text, from which each kind of report makes its own.</summary>
internal sealed record ReportTable(IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>A column of a table; numbers stand to the right.</summary>
internal readonly record struct TableColumn(string Name, bool IsNumber = false);
