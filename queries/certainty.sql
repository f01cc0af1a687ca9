    CASE
        WHEN :as_of BETWEEN s.surely_from AND s.surely_until THEN 'stated'
        WHEN s.presumed_from <= :as_of THEN 'presumed'
        ELSE 'undated'
    END AS certainty,
