using TaLo.Models;
using TaLo.Profiles;

namespace TaLo.Terminal.Ui;

/// <summary>What is bypassed when the user talks to the model, and why.</summary>
/// <param name="Knockout">What is bypassed.</param>
/// <param name="Why">Where the choice comes from: a profile, or the user's own hand.</param>
/// <param name="ModelFingerprint">SHA-256 of the model file that it was chosen for.</param>
/// <param name="Profile">The profile, or null for a choice by hand.</param>
internal sealed record Bypass(Knockout Knockout, string Why, string ModelFingerprint, TaskProfile? Profile);
