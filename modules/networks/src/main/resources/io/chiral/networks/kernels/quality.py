# No-reference quality, always in float32. B images.

# Mean and deviation over places of every channel of every tap (B, C, h, w), tap by tap: (B, 2 sum C).
def pooled_statistics(self, taps: List[Tensor]) -> Tensor:
    parts: List[Tensor] = []
    for x in taps:
        m = torch.mean(x, [2, 3], True)
        v = torch.mean((x - m) ** 2., [2, 3])
        parts.append(m.flatten(1))
        parts.append(torch.sqrt(v + 1e-8))
    return torch.cat(parts, 1)

# A linear score (B) of standardised statistics s (B, K).
def quality_score(self, s: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return torch.linear((s - p["mean"]) / p["deviation"], p["weight"], p["bias"]).flatten()
