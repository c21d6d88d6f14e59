using System.Xml.Linq;
using static TaLo.Reports.Markup;

namespace TaLo.Reports.Figures;

/// <summary>A task's name to the left of its row; a long one is cut, and whole where it is pointed at.</summary>
internal static class TaskLabel
{
    public const double Width = 200;
    private const int Longest = 30;

    public static XElement Of(string name, double middle) =>
        Label("name end", Width - 6, middle + 4, ReportText.Short(name, Longest), name);
}
