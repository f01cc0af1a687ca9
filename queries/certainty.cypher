    CASE
        WHEN m.surely_from <= $as_of <= m.surely_until THEN 'stated'
        WHEN m.presumed_from <= $as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
