using TaLo.Models;

namespace TaLo.Selection;

/// <summary>Which columns of a table a protocol may choose.</summary>
internal static class Candidates
{
    /// <summary>The columns without layer 0, in the table's order; where modules were zeroed, those of one module (null: of all).</summary>
    public static int[] Of(OutcomeTable table, Module? module)
    {
        var columns = new List<int>(table.Columns);
        for (var c = 1; c < table.Columns; c++)
        {
            var knockout = table.Knockouts[c - 1];
            if (knockout.Layer > 0 && IsOf(knockout, module))
                columns.Add(c);
        }

        return [.. columns];
    }

    /// <summary>Whether a knockout may be chosen where one module's are: other interventions have no choice of modules.</summary>
    public static bool IsOf(Knockout knockout, Module? module) =>
        module is null || knockout.Kind.Intervention != Intervention.Zero || knockout.Module == module;
}
