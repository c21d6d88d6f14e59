using TaLo.Models;

namespace TaLo.Selection;

/// <summary>Which columns of a table a protocol may choose.</summary>
internal static class Candidates
{
    /// <summary>The columns of one module (null: of all) without layer 0, in the table's order.</summary>
    public static int[] Of(OutcomeTable table, Module? module)
    {
        var columns = new List<int>(table.Columns);
        for (var c = 1; c < table.Columns; c++)
        {
            var knockout = table.Knockouts[c - 1];
            if (knockout.Layer > 0 && (module is null || knockout.Module == module))
                columns.Add(c);
        }

        return [.. columns];
    }
}
