namespace TaLo.Vectors;

/// <summary>How much stands behind a cell, one layer of a <see cref="TaskVector"/>; rising.</summary>
public enum CellEvidence
{
    /// <summary>No sample has both passes.</summary>
    NotSwept,

    /// <summary>Fewer samples than other layers, as after a race: not to be compared with other cells.</summary>
    Partial,

    /// <summary>All samples; the difference may be chance.</summary>
    Chance,

    /// <summary>All samples; the difference survives the correction for all knockouts tried on the task.</summary>
    Significant,
}
