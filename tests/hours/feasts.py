"""Days on which feasts were kept in Mayotte, as its press told then: what the computed days are held against.

The Grand cadi announces them on sight of the moon: Eid al-Fitr the evening before, the others some days ahead.
"""

from datetime import date

JOURNAL = "https://lejournaldemayotte.yt"
OLD_JOURNAL = "https://old.lejournaldemayotte.fr"

KEPT = [  # feast, day, where it is told
    ("Miradji", date(2013, 6, 7), "http://jpmarcillaud.blogspot.ro/2013/06/le-coux-du-miradji.html"),
    ("Miradji", date(2014, 5, 27), "https://www.domtomnews.com/la-cacophonie-du-miradji/"),
    ("Miradji", date(2019, 4, 4), f"{JOURNAL}/2019/03/14/la-fete-de-miradji-fixee-au-4-avril-ce-jour-sera-ferie/"),
    (
        "Miradji",
        date(2023, 2, 18),
        "https://mayottehebdo.com/actualite/breves/la-fete-du-miradji-fixee-au-samedi-18-fevrier",
    ),
    (
        "Miradji",
        date(2026, 1, 17),
        "https://infooutremer.fr/miradj-a-mayotte-universite-fermee-et-transports-scolaires-suspendus-ce-samedi",
    ),
    ("Idi el-Fitr", date(2015, 7, 18), f"{OLD_JOURNAL}/2015/07/17/ide-mbaraka-2"),
    ("Idi el-Fitr", date(2018, 6, 15), f"{OLD_JOURNAL}/2018/06/15/les-musulmans-fetent-tous-laid-el-fitr-ce-vendredi"),
    ("Idi el-Fitr", date(2019, 6, 5), f"{OLD_JOURNAL}/2019/06/05/aid-mubarak-a-tous"),
    ("Idi el-Fitr", date(2021, 5, 14), f"{JOURNAL}/2021/05/13/ide-mbaraka-a-tous/"),
    ("Idi el-Fitr", date(2022, 5, 3), f"{JOURNAL}/2022/05/03/bonne-fete-de-laid-a-tous"),
    ("Idi el-Fitr", date(2023, 4, 22), f"{JOURNAL}/2023/04/22/bonne-fete-de-laid-a-tous-2"),
    ("Idi el-Fitr", date(2024, 4, 11), f"{JOURNAL}/2024/04/10/aid-mubarak-bonne-fete-de-laid/"),
    ("Idi el-Kabir", date(2010, 11, 17), "http://bmarcillaud.blogspot.com/2010/11/le-cadi-dit_16.html"),
    ("Idi el-Kabir", date(2013, 10, 16), f"{OLD_JOURNAL}/?p=1905"),
    ("Idi el-Kabir", date(2024, 6, 17), f"{JOURNAL}/2024/06/10/la-fete-de-laid-el-kebir-sera-celebree-le-17-juin"),
    ("Maoulid", date(2015, 12, 24), f"{JOURNAL}/2017/12/01/bonne-fete-de-maoulida"),
    ("Maoulid", date(2017, 12, 1), f"{JOURNAL}/2017/12/01/bonne-fete-de-maoulida"),
    ("Maoulid", date(2023, 9, 28), "https://linfokwezi.fr/la-fete-de-maoulida-aura-lieu-le-jeudi-28-septembre"),
]
