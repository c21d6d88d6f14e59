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

    /// <summary>Whose bypasses are chosen among where modules were zeroed: attention's; where the vision encoder alone was swept, its whole layers', or else its attention's.</summary>
    public static Module ModuleOf(IEnumerable<Knockout> swept)
    {
        var modules = swept.Select(k => k.Module).Distinct().ToList();
        return modules.Count == 0 || !modules.TrueForAll(m => m.IsOfVision()) ? Module.Attention
            : modules.Contains(Module.VisionLayer) ? Module.VisionLayer : modules.Min();
    }

    /// <summary>Whether a knockout may be chosen where one module's are: other interventions have no choice of modules.</summary>
    public static bool IsOf(Knockout knockout, Module? module) =>
        module is null || knockout.Kind.Intervention != Intervention.Zero || knockout.Module == module;
}
