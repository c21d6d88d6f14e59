namespace TaLo;

/// <summary>The name that somebody may have meant.</summary>
public static class DidYouMean
{
    /// <summary>What a message says behind a name that there is not: the nearest that there is, or nothing where none is near.</summary>
    public static string Clause(string word, IEnumerable<string> names)
    {
        var nearest = names.Select(n => (Name: n, Distance: Distance(word.ToLowerInvariant(), n.ToLowerInvariant()))).OrderBy(n => n.Distance).FirstOrDefault();
        return nearest.Name is { } name && nearest.Distance <= Math.Max(1, Math.Min(word.Length, name.Length) / 3) ? $"; did you mean {name}?" : "";
    }

    /// <summary>Letters to be put in, left out, changed or swapped with their neighbour (optimal string alignment).</summary>
    private static int Distance(string from, string to)
    {
        // Names are short; what is much longer is none of them.
        if (Math.Abs(from.Length - to.Length) > 3)
            return int.MaxValue;
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var same = from[i - 1] == to[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + same);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[from.Length, to.Length];
    }
}
