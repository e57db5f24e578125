"""Person fit: whether answers are as consistent as a role leads one to expect."""

import math
from collections.abc import Iterable, Sequence

NO_VARIANCE = 1e-12  # below this, differences are rounding and not surprise


def person_fit(observations: Iterable[tuple[Sequence[float], int]]) -> float | None:
    """Return the standardized log-likelihood l_z of answers under one role.

    l_z = (l - E[l]) / sqrt(Var[l]) with l = sum of ln P' of the chosen options;
    mean and variance are taken item by item over all options of the item. About 0
    for someone who answers as the role predicts, negative when the answers pull in
    different directions.

    Args:
        observations: for each answer the probabilities P' of all options of its item
            under the role (they sum to 1, none is 0) and the index of the chosen one.

    Returns:
        l_z in standard deviations, or None when it has no variance (no answers, or
        only items whose options are all equally likely).

    References:
        Drasgow, Levine and Williams (1985), Appropriateness measurement with
        polychotomous item response models and standardized indices.
    """
    surprises: list[float] = []
    variances: list[float] = []
    for probabilities, chosen in observations:
        mean, variance = _log_moments(probabilities)
        surprises.append(math.log(probabilities[chosen]) - mean)
        variances.append(variance)
    total_variance = math.fsum(variances)
    if total_variance < NO_VARIANCE:
        return None
    return math.fsum(surprises) / math.sqrt(total_variance)


def _log_moments(probabilities: Sequence[float]) -> tuple[float, float]:
    """Return mean and variance of ln P' when options are drawn with P'."""
    logs = [math.log(p) for p in probabilities]
    mean = math.fsum(p * x for p, x in zip(probabilities, logs, strict=True))
    spread = (p * (x - mean) ** 2 for p, x in zip(probabilities, logs, strict=True))
    return mean, math.fsum(spread)
