namespace TaLo.Tasks.Readers;

/// <summary>Finds the form of a table by its columns.</summary>
internal static class SampleForms
{
    /// <summary>The first form whose columns are all there.</summary>
    /// <exception cref="DataSetException">None is; the message names what is missing to the nearest.</exception>
    public static SampleForm Recognise(Columns columns)
    {
        var forms = TextForms.All;
        if (forms.FirstOrDefault(f => f.Missing(columns).Count == 0) is { } form)
            return form;
        var nearest = forms.MinBy(f => (double)f.Missing(columns).Count / f.Needs.Count)!;
        throw new DataSetException(
            $"{columns.Path}: no known data set: found columns {Columns.List(columns.Found)}; for {nearest.Name} there is no "
            + $"{string.Join(", ", nearest.Missing(columns))}; --columns question=COLUMN,… says which column is which");
    }
}
