namespace TaLo.Tests.Tasks;

/// <summary>Writes a table as pandas' <c>to_csv(sep='\t', index=False)</c> does.</summary>
internal static class PandasTsv
{
    public static string Write(string[] header, params string[][] rows) =>
        string.Concat(rows.Prepend(header).Select(row => string.Join('\t', row.Select(Quote)) + "\n"));

    public static string Base64(int seed, int length = 100)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private static string Quote(string cell) =>
        cell.IndexOfAny(['\t', '\n', '\r', '"']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}
