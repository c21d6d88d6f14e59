namespace TaLo.Reports.Tables;

/// <summary>A column of a table; numbers stand to the right.</summary>
internal readonly record struct TableColumn(string Name, bool IsNumber = false);
