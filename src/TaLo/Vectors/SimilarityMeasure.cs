namespace TaLo.Vectors;

/// <summary>How alike two Task-Layer Interaction Vectors are.</summary>
public enum SimilarityMeasure
{
    /// <summary>Pearson correlation, −1…1: do the same layers stand out, whatever the vectors' level?</summary>
    Pearson,

    /// <summary>Cosine of the angle, −1…1: are the same layers helpful and the same harmful?</summary>
    Cosine,
}
